using System.Runtime.InteropServices;
using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>
/// A Windows event record with its named data, whatever layout it came from (EVTX, event XML, nxlog, winlogbeat …):
/// what readers hand to <see cref="WindowsEventMapper"/>. One instance may be used again for the next record; nothing
/// may keep it.
/// </summary>
public sealed class WindowsRecord
{
    private readonly List<Datum> _data = [];
    private readonly HashesPool _hashes = new();
    private char[] _chars = [];
    private int _used;

    /// <summary>Provider name as written, for example <c>Microsoft-Windows-Sysmon</c>.</summary>
    public string Provider { get; set; } = string.Empty;

    /// <summary>Channel as written.</summary>
    public string Channel { get; set; } = string.Empty;

    /// <summary>Event id.</summary>
    public int EventId { get; set; }

    /// <summary>Event version; null where the layout lost it.</summary>
    public int? Version { get; set; }

    /// <summary>Computer as written.</summary>
    public string Computer { get; set; } = string.Empty;

    /// <summary>EventRecordID.</summary>
    public long? RecordId { get; set; }

    /// <summary>The process that wrote the record; null where the layout lost it.</summary>
    public uint? ProcessId { get; set; }

    /// <summary>The record's own time, UTC as far as <see cref="TimeIsUtc"/> says; null where missing or unreadable.</summary>
    public DateTime? Time { get; set; }

    /// <summary>Whether <see cref="Time"/> is known to be UTC (SystemTime of EVTX and event XML).</summary>
    public bool TimeIsUtc { get; set; }

    /// <summary>The rendered message where the layout carries one; used only where a field is missing in the data.</summary>
    public string? Message { get; set; }

    /// <summary>Named data in order, as they are now.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Data => _data.ConvertAll(datum => KeyValuePair.Create(datum.Name, Text(datum)));

    /// <summary>The value of a named datum, null where missing; the first one where a name repeats. Names are exact.</summary>
    public string? this[string name] => Find(name) is >= 0 and var at ? Text(_data[at]) : null;

    /// <summary>Adds a datum.</summary>
    public void Add(string name, string? value) => _data.Add(new(name, value, 0, 0));

    /// <summary>Adds a datum that is rarely wanted as a string: a time, a GUID, a number. No string is made of it before that.</summary>
    internal void Add(string name, ReadOnlySpan<char> value)
    {
        if (value.IsEmpty)
        {
            Add(name, string.Empty);
            return;
        }

        if (value.Length > _chars.Length - _used)
            Array.Resize(ref _chars, Math.Max(Math.Max(256, _chars.Length * 2), _used + value.Length));
        value.CopyTo(_chars.AsSpan(_used));
        _data.Add(new(name, null, _used, value.Length));
        _used += value.Length;
    }

    /// <summary>The characters of a named datum as by the indexer; empty where missing. Valid until something is added.</summary>
    internal ReadOnlySpan<char> Chars(string name)
    {
        if (Find(name) is not (>= 0 and var at))
            return default;
        ref readonly var datum = ref CollectionsMarshal.AsSpan(_data)[at];
        return datum.Text is { } text ? text : _chars.AsSpan(datum.Start, datum.Length);
    }

    /// <summary>Whether a named datum is missing or empty.</summary>
    internal bool IsEmpty(string name) => Chars(name).IsEmpty;

    /// <summary>The file hashes that a named datum holds.</summary>
    internal FileHashes Hashes(string name) => _hashes.Parse(this[name]);

    /// <summary>Empties the record for the next one.</summary>
    public void Clear()
    {
        _data.Clear();
        _used = 0;
        Provider = Channel = Computer = string.Empty;
        EventId = 0;
        Version = null;
        RecordId = null;
        ProcessId = null;
        Time = null;
        TimeIsUtc = false;
        Message = null;
    }

    private int Find(string name)
    {
        var data = CollectionsMarshal.AsSpan(_data);
        for (var i = 0; i < data.Length; i++)
        {
            if (string.Equals(data[i].Name, name, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    private string? Text(in Datum datum) =>
        datum.Text ?? (datum.Length > 0 ? new string(_chars, datum.Start, datum.Length) : null);

    // Either a text (null for a value that is none), or characters in the buffer.
    private readonly record struct Datum(string Name, string? Text, int Start, int Length);
}
