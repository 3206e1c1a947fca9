using TriageConsole.Data;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;

namespace TriageConsole.Web.Features.Baseline.Transfer;

/// <summary>
/// The groups of a baseline file beside those of the console. A group that is here stays as it is here: uses in force may name it,
/// and whom they cover is changed on the groups' page, where what that hides is checked.
/// </summary>
internal static class ImportGroups
{
    /// <summary>What would become of each, and all groups as they would be then.</summary>
    public static async Task<(IReadOnlyList<ImportGroup> Lines, UseGroups Resolved)> ReviewAsync(TriageContext db, IReadOnlyList<UseGroup> file, CancellationToken cancel)
    {
        var here = await UseGroupReader.AllAsync(db, cancel);
        var ids = file.ToDictionary(group => group.Id, group => Find(here, group)?.Id ?? group.Id);
        List<ImportGroup> lines = [.. file.Select(group => Line(group with { Includes = [.. group.Includes.Select(id => ids[id]).Order()] }, Find(here, group)))];
        return (lines, UseGroups.Create([.. here, .. lines.Where(line => line.Change == ImportChange.Added).Select(line => line.Group)]));
    }

    private static UseGroup? Find(List<UseGroup> here, UseGroup group) =>
        here.Find(other => other.Kind == group.Kind && Comparers.GroupName.Equals(other.Name, group.Name));

    private static ImportGroup Line(UseGroup group, UseGroup? here) => here switch
    {
        null => new(group, ImportChange.Added, string.Empty),
        _ when IsSame(group, here) => new(group, ImportChange.Unchanged, "It is here as it stands."),
        _ => new(group, ImportChange.LeftOut, "A group of this name is here with other members; it stays as it is here."),
    };

    private static bool IsSame(UseGroup one, UseGroup other) =>
        one.Members.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(other.Members) && one.Includes.ToHashSet().SetEquals(other.Includes);
}
