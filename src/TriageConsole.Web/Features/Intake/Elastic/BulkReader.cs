using System.Text.Json;
using TriageConsole.Web.Features.Intake.Lines;

namespace TriageConsole.Web.Features.Intake.Elastic;

/// <summary>
/// Takes the documents out of a bulk body: an action on one line, its document on the next. A document that is no JSON object
/// costs itself; an action that cannot be read ends the request, since nothing says which lines are documents any more.
/// </summary>
internal static class BulkReader
{
    private const int MaxDepth = 128;

    public static BulkOutcome Read(ReadOnlySpan<byte> body, string? index, EventLines lines)
    {
        List<BulkItem> items = [];
        var number = 0;
        while (NextLine(ref body, ref number, out var line))
        {
            if (line.IsEmpty)
                continue;
            if (ReadAction(line, index) is not { } action)
                return new(items, FormattableString.Invariant($"Malformed action/metadata line [{number}]"));
            if (action.Action == "delete")
            {
                items.Add(action with { Fault = "documents cannot be deleted here" });
                continue;
            }

            if (!NextLine(ref body, ref number, out var document) || document.IsEmpty)
                return new(items, FormattableString.Invariant($"The bulk request has no document behind action line [{number}]"));
            var fault = action.Action == "update" ? "documents cannot be updated here"
                : IsObject(document) ? null
                : "failed to parse: the document is no JSON object";
            if (fault is null)
                lines.AddJson(document);
            items.Add(action with { Fault = fault });
        }

        return new(items, items.Count == 0 ? "request body is required" : null);
    }

    private static bool NextLine(ref ReadOnlySpan<byte> body, ref int number, out ReadOnlySpan<byte> line)
    {
        if (body.IsEmpty)
        {
            line = default;
            return false;
        }

        number++;
        var feed = body.IndexOf((byte)'\n');
        line = (feed < 0 ? body : body[..feed]).Trim(" \t\r"u8);
        body = feed < 0 ? default : body[(feed + 1)..];
        return true;
    }

    private static BulkItem? ReadAction(ReadOnlySpan<byte> line, string? index)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var parsed = JsonDocument.ParseValue(ref reader);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object || reader.BytesConsumed != line.Length)
                return null;
            var actions = parsed.RootElement.EnumerateObject().ToList();
            if (actions is not [{ Name: "create" or "index" or "update" or "delete", Value.ValueKind: JsonValueKind.Object } only])
                return null;
            return new(only.Name, Text(only.Value, "_index") ?? index ?? "events", Text(only.Value, "_id") ?? Guid.NewGuid().ToString("N"), Fault: null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 1024 } text ? text : null;

    private static bool IsObject(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
