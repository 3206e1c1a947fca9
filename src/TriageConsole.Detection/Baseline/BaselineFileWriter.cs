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
    public static string Write(IReadOnlyList<BaselineEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", BaselineFile.Version);
            writer.WriteStartArray("approved_uses");
            foreach (var entry in entries)
                WriteEntry(writer, entry);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
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
