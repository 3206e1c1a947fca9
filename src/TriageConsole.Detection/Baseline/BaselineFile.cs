using System.Text.Json;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>
/// Reads the versioned JSON form of a baseline, which <c>docs/api/baseline.schema.json</c> describes and
/// <see cref="BaselineFileWriter"/> writes. What is written is read back equal.
/// </summary>
public static class BaselineFile
{
    /// <summary>The version that is written and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>Faults that are named before reading ends.</summary>
    public const int MostFaults = 1_000;

    private const int MostUses = 100_000;

    // A name given twice would silently be the last one: what a person reads first is then not what counts.
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="utcNow">Now: an entry that is to be in force and has expired is a fault.</param>
    /// <param name="takesExpired">Take entries that have expired: they are known to cover nothing.</param>
    public static BaselineFileResult Parse(string json, DateTime utcNow, bool takesExpired = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        var faults = new List<BaselineFault>();
        var entries = new List<BaselineEntry>();
        IReadOnlyList<UseGroup>? groups = [];
        if (HalfCharacters.Any(json))
            return new BaselineFileResult([], [new BaselineFault(string.Empty, HalfCharacters.Fault)]);
        try
        {
            using var document = JsonDocument.Parse(json, _options);
            Root(document.RootElement, utcNow, takesExpired, entries, faults);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("groups", out var list))
                groups = new GroupReader(faults).Read(list);
        }
        catch (JsonException e)
        {
            faults.Add(new BaselineFault($"line {(e.LineNumber ?? 0) + 1}", "This is no JSON: " + e.Message));
        }
        catch (InvalidOperationException)
        {
            // An escape like \ud800 is only found out when the text is asked for.
            faults.Add(new BaselineFault(string.Empty, HalfCharacters.Fault));
        }

        return new BaselineFileResult(faults.Count == 0 ? entries : [], faults) { Groups = faults.Count == 0 ? groups ?? [] : [] };
    }

    private static void Root(JsonElement root, DateTime utcNow, bool takesExpired, List<BaselineEntry> entries, List<BaselineFault> faults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("", "The file must be an object with 'version' and 'approved_uses'."));
            return;
        }

        foreach (var property in root.EnumerateObject().Where(property => property.Name is not "$schema" and not "version" and not "groups" and not "approved_uses"))
            faults.Add(new(property.Name, "is not known here."));
        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != Version)
            faults.Add(new("version", $"must be {Version}."));
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

        var ids = new Dictionary<Guid, int>();
        var index = -1;
        foreach (var item in list.EnumerateArray())
        {
            index++;
            if (faults.Count >= MostFaults)
            {
                faults.Add(new($"approved_uses[{index}]", "and what follows was not looked at: there are too many faults."));
                return;
            }

            var place = $"approved_uses[{index}]";
            if (UseReader.IdOf(item) is { } id && !ids.TryAdd(id, index))
                faults.Add(new($"{place}.id", $"{id:D} is there twice: it is the id of approved_uses[{ids[id]}] as well."));
            if (new UseReader(place, item, faults).Read(utcNow, takesExpired) is { } entry)
                entries.Add(entry);
        }
    }
}
