using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Groups;

/// <summary>A group while a person edits it.</summary>
public sealed class GroupEdit
{
    /// <summary>Null for a new one.</summary>
    public Guid? Id { get; init; }

    public required UseGroupKind Kind { get; init; }

    /// <summary>The version that the person saw.</summary>
    public int Version { get; init; }

    public string Name { get; set; } = string.Empty;

    public string Note { get; set; } = string.Empty;

    public string Unit { get; set; } = string.Empty;

    /// <summary>One to a line.</summary>
    public string Members { get; set; } = string.Empty;

    public HashSet<Guid> Includes { get; init; } = [];

    /// <summary>The members, each once, in the order they were written.</summary>
    public IReadOnlyList<string> MemberList() =>
        [.. Members.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Adds members that are not there yet; how many were new.</summary>
    public int Add(IEnumerable<string> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        var before = MemberList();
        IReadOnlyList<string> after = [.. before.Concat(members).Distinct(StringComparer.OrdinalIgnoreCase)];
        Members = string.Join('\n', after);
        return after.Count - before.Count;
    }

    /// <summary>The group as it is to be stored.</summary>
    public UseGroup ToGroup(Guid id) => new()
    {
        Id = id,
        Kind = Kind,
        Name = Name.Trim(),
        Note = Note.Trim(),
        Unit = Unit.Trim(),
        Members = MemberList(),
        Includes = [.. Includes.Order()],
    };

    public static GroupEdit Of(GroupLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new()
        {
            Id = line.Group.Id,
            Kind = line.Group.Kind,
            Version = line.Version,
            Name = line.Group.Name,
            Note = line.Group.Note,
            Unit = line.Group.Unit,
            Members = string.Join('\n', line.Group.Members),
            Includes = [.. line.Group.Includes],
        };
    }
}
