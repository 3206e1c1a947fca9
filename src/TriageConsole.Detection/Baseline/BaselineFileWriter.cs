using System.Globalization;
using System.Text;
using System.Text.Json;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>Writes a baseline as text that <see cref="BaselineFile"/> reads back equal.</summary>
public static class BaselineFileWriter
{
    /// <summary>Writes uses of which nothing more is known.</summary>
    /// <param name="uses">The uses, of any state.</param>
    public static string Write(IReadOnlyList<ApprovedUse> uses)
    {
        ArgumentNullException.ThrowIfNull(uses);
        return Write([.. uses.Select(use => new BaselineEntry { Use = use })]);
    }

    /// <summary>Writes entries.</summary>
    /// <param name="entries">The entries, of any state.</param>
    /// <param name="groups">The groups that conditions may name; null for none.</param>
    public static string Write(IReadOnlyList<BaselineEntry> entries, IReadOnlyList<UseGroup>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", BaselineFile.Version);
            if (groups is { Count: > 0 })
                WriteGroups(writer, groups);
            writer.WriteStartArray("approved_uses");
            foreach (var entry in entries)
                WriteEntry(writer, entry);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteGroups(Utf8JsonWriter writer, IReadOnlyList<UseGroup> groups)
    {
        var names = groups.ToDictionary(group => group.Id, group => group.Name);
        writer.WriteStartArray("groups");
        foreach (var group in groups)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", group.Kind == UseGroupKind.Hosts ? "hosts" : "accounts");
            writer.WriteString("name", group.Name);
            if (group.Note.Length > 0)
                writer.WriteString("note", group.Note);
            if (group.Unit.Length > 0)
                writer.WriteString("unit", group.Unit);
            WriteTexts(writer, "members", group.Members);
            if (group.Includes.Count > 0)
                WriteTexts(writer, "includes", group.Includes.Where(names.ContainsKey).Select(id => names[id]));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, BaselineEntry entry)
    {
        var use = entry.Use;
        writer.WriteStartObject();
        writer.WriteString("id", use.Id);
        writer.WriteString("title", use.Title);
        writer.WriteString("state", use.State.ToString().ToLowerInvariant());
        writer.WriteString("owner", use.Owner);
        writer.WriteString("reason", use.Reason);
        writer.WriteString("ticket", use.Ticket);
        if (entry.Acknowledgement is { } acknowledgement)
            writer.WriteString("acknowledgement", acknowledgement);
        if (entry.ReviewUtc is { } review)
            writer.WriteString("review_utc", Time(review));
        writer.WriteString("expires_utc", Time(use.ExpiresUtc));
        writer.WriteStartArray("conditions");
        foreach (var condition in use.Conditions)
        {
            writer.WriteStartObject();
            writer.WriteString("field", condition.Field.ToString());
            writer.WriteString("pattern", condition.Pattern);
            if (condition.IsRegex)
                writer.WriteBoolean("is_regex", true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (entry.Approvals.Count > 0)
            WriteApprovals(writer, entry.Approvals);
        writer.WriteEndObject();
    }

    private static void WriteApprovals(Utf8JsonWriter writer, IReadOnlyList<UseApproval> approvals)
    {
        writer.WriteStartArray("approvals");
        foreach (var approval in approvals)
        {
            writer.WriteStartObject();
            writer.WriteString("action", approval.Action.ToString().ToLowerInvariant());
            writer.WriteString("by", approval.By);
            writer.WriteString("utc", Time(approval.Utc));
            if (approval.Note is { } note)
                writer.WriteString("note", note);
            if (approval.IsSelf)
                writer.WriteBoolean("is_self", true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Time(DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
}
