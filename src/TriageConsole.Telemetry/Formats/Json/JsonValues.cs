using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Decoded values of one walked object, on demand.</summary>
internal sealed class JsonValues(JsonWalker walker, ReadLimits limits)
{
    // Of a value that no string is made of.
    private const int Longest = 64;

    private readonly char[] _chars = new char[Longest];
    private readonly TokenPool _texts = new();
    private bool _cut;

    /// <summary>Whether a value was longer than the limit since the last <see cref="Reset"/>.</summary>
    public bool Cut => _cut;

    /// <summary>The known fields in order.</summary>
    public ReadOnlySpan<JsonEntry> Entries => walker.Entries;

    /// <summary>Begins a new record.</summary>
    public void Reset() => _cut = false;

    /// <summary>Whether any field of a group was met.</summary>
    public bool Has(JsonGroup group) => walker.Has(group);

    /// <summary>Whether a field was met.</summary>
    public bool Has(JsonGroup group, string name) => walker.TryFind(group, name, out _);

    /// <summary>The value as text; null where missing.</summary>
    public string? Text(ReadOnlySpan<byte> json, JsonGroup group, string name) =>
        walker.TryFind(group, name, out var entry) ? Text(json, entry) : null;

    /// <summary>The value as text.</summary>
    public string Text(ReadOnlySpan<byte> json, in JsonEntry entry) =>
        _texts.Get(json.Slice(entry.Start, entry.Length), entry.Escaped, limits.MaxFieldChars, ref _cut);

    /// <summary>The value as a time; false where missing or something else.</summary>
    public bool TryTime(ReadOnlySpan<byte> json, JsonGroup group, string name, out WindowsTime time)
    {
        time = default;
        if (!walker.TryFind(group, name, out var entry))
            return false;
        return WindowsTime.TryParse(IsShort(entry) ? Short(json, entry) : Text(json, entry), out time);
    }

    /// <summary>Adds the value to a record's data under the field's name.</summary>
    public void AddTo(WindowsRecord record, ReadOnlySpan<byte> json, in JsonEntry entry)
    {
        if (entry.Field.Passing && IsShort(entry))
            record.Add(entry.Field.Name, Short(json, entry));
        else
            record.Add(entry.Field.Name, Text(json, entry));
    }

    /// <summary>The value as a name; empty where missing.</summary>
    public string Name(ReadOnlySpan<byte> json, JsonGroup group, string name) =>
        walker.TryFind(group, name, out var entry) ? _texts.Name(json.Slice(entry.Start, entry.Length)) : string.Empty;

    /// <summary>The value as a whole number, quoted or not; null where missing or something else.</summary>
    public long? Number(ReadOnlySpan<byte> json, JsonGroup group, string name) =>
        walker.TryFind(group, name, out var entry)
        && System.Buffers.Text.Utf8Parser.TryParse(json.Slice(entry.Start, entry.Length), out long number, out var used)
        && used == entry.Length
            ? number
            : null;

    // No text is longer than its bytes.
    private bool IsShort(in JsonEntry entry) => entry.Length <= Math.Min(Longest, limits.MaxFieldChars);

    private ReadOnlySpan<char> Short(ReadOnlySpan<byte> json, in JsonEntry entry) =>
        JsonText.Decode(json.Slice(entry.Start, entry.Length), entry.Escaped, _chars);
}
