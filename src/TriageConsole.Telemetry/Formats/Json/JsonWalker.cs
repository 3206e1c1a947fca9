using System.Runtime.InteropServices;
using System.Text.Json;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>How walking one object ended.</summary>
internal enum WalkResult
{
    /// <summary>The object is whole.</summary>
    Complete,

    /// <summary>The bytes end inside the object.</summary>
    NeedMore,

    /// <summary>It is no valid JSON.</summary>
    Malformed,
}

/// <summary>A known field met in an object: where its value stands.</summary>
internal readonly record struct JsonEntry(JsonField Field, JsonTokenType Type, int Start, int Length, bool Escaped);

/// <summary>
/// Walks one JSON object once, checks it whole and notes where the values of known paths stand. Decodes and allocates
/// nothing, since most records of a log are not needed.
/// </summary>
internal sealed class JsonWalker(int maxDepth)
{
    private const int LongestPath = 512;
    private const int MostEntries = 4_096;

    private readonly List<JsonEntry> _entries = new(128);
    private readonly byte[] _path = new byte[LongestPath];
    private readonly int[] _bases = new int[maxDepth + 2];
    private int _groups;

    /// <summary>The known fields, in order; valid until the next walk.</summary>
    public ReadOnlySpan<JsonEntry> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <summary>Whether any field of a group was met.</summary>
    public bool Has(JsonGroup group) => (_groups & (1 << (int)group)) != 0;

    /// <summary>Walks the object at the start of the bytes.</summary>
    /// <param name="bytes">From its brace on; may hold more after it.</param>
    /// <param name="prefix">Path the object's own properties start with, with its dot; empty for a record.</param>
    /// <param name="consumed">Length of the object where it is complete.</param>
    public WalkResult Walk(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> prefix, out int consumed)
    {
        _entries.Clear();
        _groups = 0;
        consumed = 0;
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        try
        {
            var result = Walk(ref reader, prefix);
            consumed = (int)reader.BytesConsumed;
            return result;
        }
        catch (JsonException)
        {
            return WalkResult.Malformed;
        }
    }

    /// <summary>The first entry of a group with that name; false where there is none.</summary>
    public bool TryFind(JsonGroup group, string name, out JsonEntry found)
    {
        found = default;
        if (!Has(group))
            return false;
        foreach (ref readonly var entry in Entries)
        {
            if (entry.Field.Group != group || !string.Equals(entry.Field.Name, name, StringComparison.Ordinal))
                continue;
            found = entry;
            return true;
        }

        return false;
    }

    private WalkResult Walk(ref Utf8JsonReader reader, ReadOnlySpan<byte> prefix)
    {
        var pathLength = 0;
        JsonField? field = null;
        var known = true;
        prefix.CopyTo(_path);
        _bases[0] = 0;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    // Depth counts the object that the property stands in.
                    (known, pathLength, field) = Name(reader.ValueSpan, reader.CurrentDepth);
                    break;
                case JsonTokenType.StartObject:
                    // CurrentDepth of a start token is that of its parent.
                    if (reader.CurrentDepth == 0)
                    {
                        _bases[1] = prefix.Length;
                    }
                    else if (known)
                    {
                        if (pathLength > 0 && _path[pathLength - 1] != (byte)'.')
                            _path[pathLength++] = (byte)'.';
                        _bases[reader.CurrentDepth + 1] = pathLength;
                    }
                    else if (!reader.TrySkip())
                    {
                        return WalkResult.NeedMore;
                    }

                    break;
                case JsonTokenType.StartArray:
                    if (!known && !reader.TrySkip())
                        return WalkResult.NeedMore;
                    break;
                case JsonTokenType.EndObject:
                    if (reader.CurrentDepth == 0)
                        return WalkResult.Complete;
                    // A sibling in the same array has the path that its parent property gave.
                    pathLength = Math.Max(0, _bases[reader.CurrentDepth + 1] - 1);
                    break;
                case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when field is { } found:
                    Add(found, ref reader);
                    break;
                default:
                    break;
            }
        }

        return WalkResult.NeedMore;
    }

    private (bool Known, int PathLength, JsonField? Field) Name(ReadOnlySpan<byte> name, int depth)
    {
        var start = _bases[depth];
        // A search hit, and a record that Defender streams, wrap the document; their envelope adds nothing to the path.
        if (start == 0 && depth == 1 && (name.SequenceEqual("_source"u8) || name.SequenceEqual("result"u8) || name.SequenceEqual("properties"u8)))
            return (true, 0, null);
        if (start == 0)
        {
            if (!JsonFields.TryFind(name, out var flat))
                return (false, 0, null);
            name.CopyTo(_path);
            return (true, name.Length, flat);
        }

        var length = start + name.Length;
        if (length >= LongestPath)
            return (false, 0, null);
        name.CopyTo(_path.AsSpan(start));
        return JsonFields.TryFind(_path.AsSpan(0, length), out var field) ? (true, length, field) : (false, 0, null);
    }

    private void Add(JsonField field, ref Utf8JsonReader reader)
    {
        if (_entries.Count >= MostEntries)
            return;
        var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
        _entries.Add(new(field, reader.TokenType, (int)reader.TokenStartIndex + quote, reader.ValueSpan.Length, reader.ValueIsEscaped));
        _groups |= 1 << (int)field.Group;
    }
}
