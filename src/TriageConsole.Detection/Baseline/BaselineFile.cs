using System.Globalization;
using System.Text;
using System.Text.Json;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>
/// The versioned JSON form of a baseline: <c>{"version":1,"approved_uses":[{"id","title","state","owner","reason","ticket",
/// "expires_utc","conditions":[{"field","pattern"}]}]}</c>. What is written is read back equal.
/// </summary>
public static class BaselineFile
{
    private const int MostUses = 100_000;
    private const int MostConditions = 64;
    private const int LongestPattern = 4_096;

    private static readonly string[] _useKeys = ["id", "title", "state", "owner", "reason", "ticket", "expires_utc", "conditions"];

    /// <summary>Reads a file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="utcNow">Now: a use that has expired is a fault.</param>
    public static BaselineFileResult Parse(string json, DateTime utcNow)
    {
        ArgumentNullException.ThrowIfNull(json);
        var faults = new List<BaselineFault>();
        var uses = new List<ApprovedUse>();
        if (HalfCharacters.Any(json))
            return new BaselineFileResult([], [new BaselineFault(string.Empty, HalfCharacters.Fault)]);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            Root(document.RootElement, utcNow, uses, faults);
        }
        catch (JsonException e)
        {
            faults.Add(new BaselineFault($"line {e.LineNumber + 1}", "This is no JSON: " + e.Message));
        }
        catch (InvalidOperationException)
        {
            // An escape like \ud800 is only found out when the text is asked for.
            faults.Add(new BaselineFault(string.Empty, HalfCharacters.Fault));
        }

        return new BaselineFileResult(faults.Count == 0 ? uses : [], faults);
    }

    /// <summary>Writes uses as text that <see cref="Parse"/> reads back.</summary>
    public static string Write(IReadOnlyList<ApprovedUse> uses)
    {
        ArgumentNullException.ThrowIfNull(uses);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteStartArray("approved_uses");
            foreach (var use in uses)
                WriteUse(writer, use);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteUse(Utf8JsonWriter writer, ApprovedUse use)
    {
        writer.WriteStartObject();
        writer.WriteString("id", use.Id);
        writer.WriteString("title", use.Title);
        writer.WriteString("state", use.State.ToString().ToLowerInvariant());
        writer.WriteString("owner", use.Owner);
        writer.WriteString("reason", use.Reason);
        writer.WriteString("ticket", use.Ticket);
        writer.WriteString("expires_utc", use.ExpiresUtc.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteStartArray("conditions");
        foreach (var condition in use.Conditions)
        {
            writer.WriteStartObject();
            writer.WriteString("field", condition.Field.ToString());
            writer.WriteString("pattern", condition.Pattern);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Root(JsonElement root, DateTime utcNow, List<ApprovedUse> uses, List<BaselineFault> faults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("", "The file must be an object with 'version' and 'approved_uses'."));
            return;
        }

        foreach (var property in root.EnumerateObject().Where(property => property.Name is not "version" and not "approved_uses"))
            faults.Add(new(property.Name, "is not known here."));
        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != 1)
            faults.Add(new("version", "must be 1."));
        if (!root.TryGetProperty("approved_uses", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new("approved_uses", "must be a list."));
            return;
        }

        if (list.GetArrayLength() > MostUses)
        {
            faults.Add(new("approved_uses", $"holds more than {MostUses:N0} uses."));
            return;
        }

        var ids = new HashSet<Guid>();
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var reader = new UseReader($"approved_uses[{index++}]", item, faults);
            if (reader.Read(_useKeys, MostConditions, LongestPattern, utcNow) is not { } use)
                continue;
            if (!ids.Add(use.Id))
                faults.Add(new($"approved_uses[{index - 1}].id", $"{use.Id:D} is there twice."));
            uses.Add(use);
        }
    }
}
