using System.Text;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Formats.EventXml;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Tells the layout of one walked object and brings it to an event, by way of <see cref="WindowsRecord"/> but for plain ECS.</summary>
internal sealed class JsonRecordReader(JsonWalker walker, ReadLimits limits, EventClock clock)
{
    private const string SysmonChannel = "Microsoft-Windows-Sysmon/Operational";
    private const string SecurityChannel = "Security";
    private const string PowerShellChannel = "Microsoft-Windows-PowerShell/Operational";

    private static readonly Guid SysmonProvider = new("5770385f-c22a-43e0-bf4c-06f5698ffbd9");
    private static readonly Guid SecurityProvider = new("54849625-5478-4994-a5ba-3e3b0328c30d");
    private static readonly Guid PowerShellProvider = new("a0c1853b-5c40-4b15-8766-3cf1c58f985a");

    private static readonly string[] FlatTimes = [JsonFields.EventTime, JsonFields.TimeCreated, JsonFields.TimeGenerated];

    private readonly JsonValues _values = new(walker, limits);
    private readonly WindowsRecord _record = new();
    private readonly TableRow _row = new();
    private bool _nestedCut;

    /// <summary>Reads the object that the walker has just walked.</summary>
    public JsonRecord Read(ReadOnlySpan<byte> json, long index)
    {
        _values.Reset();
        _nestedCut = false;
        if (_values.Has(JsonGroup.Winlog))
            return Windows(json, index, JsonGroup.Winlog);
        if (_values.Has(JsonGroup.EvtxDump))
            return Windows(json, index, JsonGroup.EvtxDump);
        if (_values.Has(JsonGroup.Beat6, JsonFields.Provider) || _values.Has(JsonGroup.Beat6, JsonFields.Channel))
            return Windows(json, index, JsonGroup.Beat6);
        if (_values.Has(JsonGroup.Velociraptor, JsonFields.EventId))
            return Windows(json, index, JsonGroup.Velociraptor);
        if (_values.Has(JsonGroup.Flat, JsonFields.EventId))
            return Windows(json, index, JsonGroup.Flat);
        if (_values.Has(JsonGroup.Defender, DefenderColumns.DeviceName) || _values.Has(JsonGroup.Defender, DefenderColumns.DeviceId))
            return Defender(json, index);
        return _values.Has(JsonGroup.Ecs) ? Ecs(json, index) : default;
    }

    private JsonRecord Ecs(ReadOnlySpan<byte> json, long index)
    {
        if (!EcsEventMapper.IsProcessStart(json, _values))
            return new(Layout: _values.Has(JsonGroup.Ecs, EcsFields.EventCategory), Needed: false, null, TimeClaim.Sound, false);
        var started = EcsEventMapper.Map(json, _values, index);
        var claim = started?.TimeBasis == TimeBasis.Uncertain && !_values.Has(JsonGroup.Ecs, EcsFields.OwnTimeBasis)
            ? TimeClaim.Unknown
            : TimeClaim.Sound;
        return new(Layout: true, Needed: true, started, claim, _values.Cut);
    }

    private JsonRecord Defender(ReadOnlySpan<byte> json, long index)
    {
        _row.Clear();
        foreach (ref readonly var entry in _values.Entries)
        {
            // Some of its columns are fields of flat layouts too.
            if (entry.Field.Group is JsonGroup.Defender or JsonGroup.Flat)
                _row.Add(entry.Field.Name, _values.Text(json, entry));
        }

        var table = DefenderMapper.TableOf(_row);
        return new(Layout: true, Needed: table != DefenderTable.Other, DefenderMapper.Map(_row, table, index), TimeClaim.Sound, _values.Cut);
    }

    private JsonRecord Windows(ReadOnlySpan<byte> json, long index, JsonGroup group)
    {
        var record = _record;
        record.Clear();
        record.EventId = (int)Math.Clamp(_values.Number(json, group, JsonFields.EventId) ?? 0, 0, int.MaxValue);
        if (record.EventId is 0)
            return new(Layout: true, Needed: false, null, TimeClaim.Sound, false);
        record.Channel = _values.Name(json, group, JsonFields.Channel);
        record.Provider = _values.Name(json, group, JsonFields.Provider);
        if (record.Provider.Length == 0 && group == JsonGroup.Flat)
            record.Provider = _values.Name(json, group, JsonFields.Source);
        if (record.Provider.Length == 0 && group == JsonGroup.Velociraptor)
            (record.Provider, record.Channel) = EtwOf(FieldText.Guid(_values.Text(json, group, JsonFields.ProviderGuid)), record.Channel);
        if (record.Provider.Length == 0)
            record.Provider = ProviderOf(record.Channel);
        var needed = WindowsEventMapper.Needs(record.Provider, record.EventId);
        var sysmon = string.Equals(record.Provider, WindowsEventMapper.Sysmon, StringComparison.OrdinalIgnoreCase);
        if (!needed && !sysmon)
            return new(Layout: true, Needed: false, null, TimeClaim.Sound, false);

        record.Computer = _values.Name(json, group, JsonFields.Computer);
        if (record.Computer.Length == 0 && group == JsonGroup.Velociraptor)
            record.Computer = CollectedFrom(json);
        record.RecordId = _values.Number(json, group, JsonFields.RecordId);
        record.ProcessId = _values.Number(json, group, JsonFields.EmitterId) is >= 0 and <= uint.MaxValue and var emitter ? (uint)emitter : null;
        record.Version = (int?)Math.Clamp(_values.Number(json, group, JsonFields.Version) ?? -1, -1, int.MaxValue) is >= 0 and var version ? version : null;
        var claim = Time(json, group, record);
        if (group == JsonGroup.Winlog)
            WinlogEcs.AddSystem(json, _values, record);
        AddData(json, group, needed);
        if (needed && group == JsonGroup.Winlog)
            WinlogEcs.AddData(json, _values, record);
        // Network and DNS events (3, 22) reach Sysmon late and by another way; in recordings their UtcTime is days off.
        if (sysmon && record.EventId is not (3 or 22) && claim != TimeClaim.Sound && record.Time is { } written && WindowsTime.TryParse(record.Chars("UtcTime"), out var utc))
            clock.Add(record.Computer, written, utc.Utc);
        else if (claim == TimeClaim.Unknown && record.Time is { } own)
            clock.Saw(own);
        if (!needed)
            return new(Layout: true, Needed: false, null, TimeClaim.Sound, false);
        var mapped = WindowsEventMapper.Map(record, index);
        return new(Layout: true, Needed: true, mapped, mapped?.TimeBasis == TimeBasis.Uncertain ? claim : TimeClaim.Sound, _values.Cut || _nestedCut);
    }

    private TimeClaim Time(ReadOnlySpan<byte> json, JsonGroup group, WindowsRecord record)
    {
        // SystemTime of the record itself; Velociraptor writes it as seconds of Unix.
        if (group is JsonGroup.EvtxDump or JsonGroup.Velociraptor)
        {
            record.Time = _values.TryTime(json, group, JsonFields.TimeCreated, out var system) ? system.Utc
                : group == JsonGroup.Velociraptor ? WindowsTime.OfUnixSeconds(_values.Text(json, group, JsonFields.TimeCreated))
                : null;
            record.TimeIsUtc = record.Time is not null;
            if (record.TimeIsUtc)
                return TimeClaim.Sound;
        }

        foreach (var field in group == JsonGroup.Flat ? FlatTimes : [])
        {
            if (!_values.TryTime(json, group, field, out var time))
                continue;
            record.Time = time.Utc;
            if (time.HasZone && field == JsonFields.EventTime && (_values.Has(JsonGroup.VelociraptorMark, "OSPath") || _values.Has(JsonGroup.VelociraptorMark, "FullPath")))
            {
                // Made of SystemTime by the query.
                record.TimeIsUtc = true;
                return TimeClaim.Sound;
            }

            // A zone other than Z was worked out by the collector; so was the intake time of Log Analytics.
            return time.HasOffset || (time.HasZone && field == JsonFields.TimeGenerated) ? TimeClaim.Claimed : TimeClaim.Unknown;
        }

        if (!_values.TryTime(json, JsonGroup.Common, JsonFields.Timestamp, out var stamp))
            return TimeClaim.Unknown;
        record.Time = stamp.Utc;
        return stamp.HasZone && group != JsonGroup.Flat ? TimeClaim.Claimed : TimeClaim.Unknown;
    }

    private void AddData(ReadOnlySpan<byte> json, JsonGroup group, bool needed)
    {
        var source = group == JsonGroup.Flat && !_values.Has(JsonGroup.Data) ? JsonGroup.Flat : JsonGroup.Data;
        string? name = null;
        JsonEntry? nested = null;
        foreach (ref readonly var entry in _values.Entries)
        {
            if (entry.Field.Group == JsonGroup.Flat && entry.Field.Name == JsonFields.EventData)
                nested = entry;
            if (entry.Field.Group != source || (!needed && entry.Field.Name != "UtcTime"))
                continue;
            switch (entry.Field.Name)
            {
                // Arrays of named data: name and text come in turn.
                case JsonFields.DataName:
                    name = _values.Text(json, entry);
                    break;
                case JsonFields.DataText when name is not null:
                    _record.Add(name, _values.Text(json, entry));
                    name = null;
                    break;
                case JsonFields.DataText:
                    break;
                default:
                    _values.AddTo(_record, json, entry);
                    break;
            }
        }

        if (needed && NeedsMessage())
            _record.Message = _values.Text(json, JsonGroup.Common, JsonFields.Message);
        if (nested is { } text && source == JsonGroup.Flat)
            AddNested(json.Slice(text.Start, text.Length), text.Escaped);
    }

    /// <summary>Log Analytics carries the data as a JSON or XML text inside a string.</summary>
    private void AddNested(ReadOnlySpan<byte> token, bool escaped)
    {
        var cut = false;
        var text = JsonText.Decode(token, escaped, limits.MaxRecordBytes, ref cut);
        if (text.StartsWith('<'))
        {
            EventDataXml.Add(text, _record, limits, ref _nestedCut);
            return;
        }

        var inner = Encoding.UTF8.GetBytes(text);
        if (inner.Length == 0 || inner[0] != (byte)'{' || walker.Walk(inner, "EventData."u8, out _) != WalkResult.Complete)
            return;
        foreach (ref readonly var entry in _values.Entries)
        {
            if (entry.Field.Group == JsonGroup.Data)
                _values.AddTo(_record, inner, entry);
        }
    }

    private bool NeedsMessage() => _record.EventId switch
    {
        4688 => _record.IsEmpty("NewProcessId"),
        4689 => _record.IsEmpty("ProcessId"),
        10 => _record.IsEmpty("UtcTime"),
        1 or 5 or 7 or 11 or 15 or 29 => _record.IsEmpty("ProcessId") || _record.IsEmpty("UtcTime") || _record.IsEmpty("ProcessGuid"),
        _ => false,
    };

    /// <summary>Events taken from ETW name no computer; the hunt's or the notebook's own columns do.</summary>
    private string CollectedFrom(ReadOnlySpan<byte> json)
    {
        var name = _values.Name(json, JsonGroup.VelociraptorMark, JsonFields.Computer);
        return name.Length > 0 ? name : _values.Name(json, JsonGroup.Flat, JsonFields.Computer);
    }

    /// <summary>ETW knows providers by their GUID and channels by a number: those that matter have one channel each.</summary>
    private static (string Provider, string Channel) EtwOf(Guid? provider, string channel) =>
        provider == SysmonProvider ? (WindowsEventMapper.Sysmon, SysmonChannel)
        : provider == SecurityProvider ? (WindowsEventMapper.Security, SecurityChannel)
        : provider == PowerShellProvider ? (WindowsEventMapper.PowerShell, PowerShellChannel)
        : (string.Empty, channel);

    /// <summary>Layouts that lost the provider still name the channel, and these channels have one provider that matters.</summary>
    private static string ProviderOf(string channel) => channel switch
    {
        SysmonChannel => WindowsEventMapper.Sysmon,
        SecurityChannel => WindowsEventMapper.Security,
        PowerShellChannel => WindowsEventMapper.PowerShell,
        _ => string.Empty,
    };
}
