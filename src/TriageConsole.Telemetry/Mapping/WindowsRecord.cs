using System.Runtime.InteropServices;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>
/// A Windows event record with its named data, whatever layout it came from (EVTX, event XML, nxlog, winlogbeat …):
/// what readers hand to <see cref="WindowsEventMapper"/>. One instance may be used again for the next record; nothing
/// may keep it.
/// </summary>
public sealed class WindowsRecord
{
    private readonly List<KeyValuePair<string, string?>> _data = [];

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

    /// <summary>Named data in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Data => _data;

    /// <summary>The value of a named datum, null where missing; the first one where a name repeats. Names are exact.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (ref readonly var pair in CollectionsMarshal.AsSpan(_data))
            {
                if (string.Equals(pair.Key, name, StringComparison.Ordinal))
                    return pair.Value;
            }

            return null;
        }
    }

    /// <summary>Adds a datum.</summary>
    public void Add(string name, string? value) => _data.Add(new(name, value));

    /// <summary>Empties the record for the next one.</summary>
    public void Clear()
    {
        _data.Clear();
        Provider = Channel = Computer = string.Empty;
        EventId = 0;
        Version = null;
        RecordId = null;
        ProcessId = null;
        Time = null;
        TimeIsUtc = false;
        Message = null;
    }
}
