using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline.Packs;

/// <summary>An entry of a pack as it would be proposed here.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Conditions">Its conditions, with the host group.</param>
/// <param name="IsKnown">The same is proposed or in force already.</param>
/// <param name="Findings">What the lint says.</param>
/// <param name="Preview">What it would cover.</param>
public sealed record PackLine(
    PackEntry Entry, IReadOnlyList<UseCondition> Conditions, bool IsKnown, IReadOnlyList<LintFinding> Findings, UsePreview Preview)
{
    /// <summary>The lint's errors or an attack that it would hide keep it from being proposed.</summary>
    public bool IsBlocked => Findings.Any(finding => finding.Level == LintLevel.Error) || Preview.Blocks;
}

/// <summary>What the page of the packs reads.</summary>
public sealed class PackQueries(PackLibrary library, IDbContextFactory<TriageContext> contexts, UseCheck check, BaselinePreview preview)
{
    public PackLibrary Library => library;

    /// <summary>Names of the host groups that there are.</summary>
    public async Task<IReadOnlyList<string>> GroupsAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.UseGroups.Where(group => group.Kind == UseGroupKind.Hosts).OrderBy(group => group.NameKey).Select(group => group.Name).ToListAsync(cancel);
    }

    /// <summary>What each entry of a pack would be and cover, for a host group.</summary>
    public async Task<IReadOnlyList<PackLine>> PreviewAsync(Pack pack, string group, IReadOnlyDictionary<string, string> answers, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var known = await KnownAsync(cancel);
        var lines = new List<PackLine>();
        foreach (var entry in pack.Entries)
        {
            var conditions = PackLibrary.Conditions(entry, answers, group);
            lines.Add(new(
                entry, conditions, known.Contains(UseRecord.WriteConditions(conditions)), await check.LintAsync(conditions, cancel), await preview.RunAsync(conditions, null, cancel)));
        }

        return lines;
    }

    /// <summary>The conditions of what is proposed or in force, as they are stored.</summary>
    internal async Task<HashSet<string>> KnownAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var stored = await db.ApprovedUses.Where(use => use.State == ApprovedUseState.Proposed || use.State == ApprovedUseState.Active)
            .Select(use => use.ConditionsJson).ToListAsync(cancel);
        return stored.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
