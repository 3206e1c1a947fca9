using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Proposing;

namespace TriageConsole.Web.Features.Baseline.Transfer;

/// <summary>What importing an entry would do.</summary>
public enum ImportChange
{
    /// <summary>It becomes a proposal.</summary>
    Added,

    /// <summary>The console has it otherwise: a proposal beside it, which stays as it is.</summary>
    Changed,

    /// <summary>The console has it: nothing.</summary>
    Unchanged,

    /// <summary>It was refused or retired where the file comes from: nothing.</summary>
    LeftOut,
}

/// <summary>One entry of a file beside what is there. All text is hostile.</summary>
/// <param name="Place">Where it stands in the file.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Change">What would become of it.</param>
/// <param name="Says">Why, or what differs; a sentence each.</param>
/// <param name="Proposal">What would be proposed; null for nothing.</param>
public sealed record ImportLine(string Place, BaselineEntry Entry, ImportChange Change, IReadOnlyList<string> Says, Proposal? Proposal);

/// <summary>One group of a file beside what is there. All text is hostile.</summary>
/// <param name="Group">The group, its includes those of this console.</param>
/// <param name="Change">Added; unchanged; or left out, where a group of this name is here and says otherwise.</param>
/// <param name="Says">Why, a sentence.</param>
public sealed record ImportGroup(UseGroup Group, ImportChange Change, string Says);

/// <summary>A baseline file as it would be imported.</summary>
/// <param name="Lines">Its entries; empty where there is a fault.</param>
/// <param name="Faults">Everything that is wrong, each with its place.</param>
public sealed record ImportReview(IReadOnlyList<ImportLine> Lines, IReadOnlyList<BaselineFault> Faults)
{
    /// <summary>The file's groups beside those that are here.</summary>
    public IReadOnlyList<ImportGroup> Groups { get; init; } = [];

    /// <summary>Groups that are made with the proposals.</summary>
    public IReadOnlyList<UseGroup> AddedGroups => [.. Groups.Where(line => line.Change == ImportChange.Added).Select(line => line.Group)];

    public int Proposals => Lines.Count(line => line.Proposal is not null);

    public int Of(ImportChange change) => Lines.Count(line => line.Change == change);
}
