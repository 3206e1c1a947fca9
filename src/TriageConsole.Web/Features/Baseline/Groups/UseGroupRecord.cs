using System.Text.Json;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Groups;

/// <summary>Between a group and its row.</summary>
public static class UseGroupRecord
{
    public static string Key(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.ToUpperInvariant();
    }

    public static UseGroup ToGroup(this UseGroupRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Id = row.Id,
            Kind = row.Kind,
            Name = row.Name,
            Note = row.Note,
            Unit = row.Unit,
            Members = JsonSerializer.Deserialize<List<string>>(row.MembersJson) ?? [],
            Includes = JsonSerializer.Deserialize<List<Guid>>(row.IncludesJson) ?? [],
        };
    }

    /// <summary>The row of a new group.</summary>
    public static UseGroupRow New(UseGroup group, string by, DateTime utcNow)
    {
        ArgumentNullException.ThrowIfNull(group);
        var row = new UseGroupRow { Id = group.Id, Kind = group.Kind, Name = group.Name, NameKey = string.Empty, MembersJson = "[]", IncludesJson = "[]", ChangedBy = by, ChangedUtc = utcNow };
        Write(group, row);
        return row;
    }

    /// <summary>Writes what the group says into its row.</summary>
    public static void Write(UseGroup group, UseGroupRow row)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(row);
        (row.Name, row.NameKey, row.Note, row.Unit) = (group.Name, Key(group.Name), group.Note, group.Unit);
        row.MembersJson = JsonSerializer.Serialize(group.Members);
        row.IncludesJson = JsonSerializer.Serialize(group.Includes);
    }
}
