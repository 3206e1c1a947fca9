namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Decoded values of one walked object, on demand.</summary>
internal sealed class JsonValues(JsonWalker walker, ReadLimits limits)
{
    private readonly TokenPool _texts = new();
    private bool _cut;

    /// <summary>Whether a value was longer than the limit since the last <see cref="Reset"/>.</summary>
    public bool Cut => _cut;

    /// <summary>The known fields in order.</summary>
    public IReadOnlyList<JsonEntry> Entries => walker.Entries;

    /// <summary>Begins a new record.</summary>
    public void Reset() => _cut = false;

    /// <summary>Whether any field of a group was met.</summary>
    public bool Has(JsonGroup group) => walker.Has(group);

    /// <summary>Whether a field was met.</summary>
    public bool Has(JsonGroup group, string name) => walker.Find(group, name) is not null;

    /// <summary>The value as text; null where missing.</summary>
    public string? Text(ReadOnlySpan<byte> json, JsonGroup group, string name) =>
        walker.Find(group, name) is { } entry ? Text(json, entry) : null;

    /// <summary>The value as text.</summary>
    public string Text(ReadOnlySpan<byte> json, JsonEntry entry) =>
        _texts.Get(json.Slice(entry.Start, entry.Length), entry.Escaped, limits.MaxFieldChars, ref _cut);

    /// <summary>The value as a name; empty where missing.</summary>
    public string Name(ReadOnlySpan<byte> json, JsonGroup group, string name) =>
        walker.Find(group, name) is { } entry ? _texts.Name(json.Slice(entry.Start, entry.Length)) : string.Empty;

    /// <summary>The value as a whole number, quoted or not; null where missing or something else.</summary>
    public long? Number(ReadOnlySpan<byte> json, JsonGroup group, string name) =>
        walker.Find(group, name) is { } entry
        && System.Buffers.Text.Utf8Parser.TryParse(json.Slice(entry.Start, entry.Length), out long number, out var used)
        && used == entry.Length
            ? number
            : null;
}
