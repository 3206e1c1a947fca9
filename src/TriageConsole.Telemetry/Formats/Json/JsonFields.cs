using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Which part of which layout a known field belongs to.</summary>
internal enum JsonGroup
{
    /// <summary>Flat layouts (nxlog, Log Analytics rows): system fields and data side by side.</summary>
    Flat,

    /// <summary>System fields of winlogbeat 6.</summary>
    Beat6,

    /// <summary>System fields of winlogbeat 7 and 8 (<c>winlog.*</c>).</summary>
    Winlog,

    /// <summary><c>Event.System</c> of evtx_dump.</summary>
    EvtxDump,

    /// <summary><c>System</c> of Velociraptor's rows.</summary>
    Velociraptor,

    /// <summary>What only rows of Velociraptor's hunts carry beside flat fields.</summary>
    VelociraptorMark,

    /// <summary>Columns of Defender's advanced hunting that no other layout has.</summary>
    Defender,

    /// <summary>Named event data in an object of its own, of any layout.</summary>
    Data,

    /// <summary>Elastic Common Schema.</summary>
    Ecs,

    /// <summary>What every layout may carry at the top: <c>@timestamp</c> and the message.</summary>
    Common,
}

/// <summary>A known field.</summary>
/// <param name="Group">Where it belongs.</param>
/// <param name="Name">The name that mappers use.</param>
/// <param name="Passing">Whether mappers read it as a time, a GUID or a number, so that no string of it is kept.</param>
internal sealed record JsonField(JsonGroup Group, string Name, bool Passing = false);

/// <summary>Every path the JSON layouts are read from. A path is the property names joined with dots; arrays add nothing.</summary>
internal static class JsonFields
{
    internal const string Provider = "Provider";
    internal const string EventId = "EventID";
    internal const string Channel = "Channel";
    internal const string Computer = "Computer";
    internal const string RecordId = "EventRecordID";
    internal const string Version = "Version";
    internal const string Message = "Message";
    internal const string Timestamp = "@timestamp";
    internal const string EventTime = "EventTime";
    internal const string TimeCreated = "TimeCreated";
    internal const string TimeGenerated = "TimeGenerated";
    internal const string EventData = "EventData";
    internal const string Source = "Source";
    internal const string ProviderGuid = "#guid";
    internal const string EmitterId = "#process";
    internal const string DataName = "#name";
    internal const string DataText = "#text";

    private static readonly string[] DataNames =
    [
        "UtcTime", "ProcessGuid", "ProcessId", "Image", "CommandLine", "CurrentDirectory", "User", "LogonId",
        "IntegrityLevel", "OriginalFileName", "Company", "Product", "Description", "FileVersion", "Hashes", "Hash",
        "ParentProcessGuid", "ParentProcessId", "ParentImage", "ParentCommandLine", "ParentUser", "ImageLoaded", "Signed",
        "Signature", "SignatureStatus", "SourceProcessGUID", "SourceProcessGuid", "SourceProcessId", "SourceImage",
        "TargetProcessGUID", "TargetProcessGuid", "TargetProcessId", "TargetImage", "GrantedAccess", "TargetFilename",
        "NewProcessId", "NewProcessName", "ProcessName", "ParentProcessName", "SubjectUserName", "SubjectDomainName",
        "ScriptBlockText", "ScriptBlockId", "MessageNumber", "MessageTotal", "Path", "Payload", "ContextInfo",
        "SubjectLogonId", "TargetUserName", "TargetDomainName", "TargetLogonId", "MandatoryLabel",
    ];

    private static readonly HashSet<string> PassingNames = new(StringComparer.Ordinal)
    {
        "UtcTime", "ProcessGuid", "ProcessId", "LogonId", "ParentProcessGuid", "ParentProcessId", "SourceProcessGUID",
        "SourceProcessGuid", "SourceProcessId", "TargetProcessGUID", "TargetProcessGuid", "TargetProcessId", "GrantedAccess",
        "NewProcessId", "ScriptBlockId", "MessageNumber", "MessageTotal", "SubjectLogonId", "TargetLogonId",
    };

    private static readonly (string Path, JsonGroup Group, string Name)[] SystemPaths =
    [
        ("@timestamp", JsonGroup.Common, Timestamp), ("message", JsonGroup.Common, Message), ("Message", JsonGroup.Common, Message),
        ("RenderedDescription", JsonGroup.Common, Message), ("Source", JsonGroup.Flat, Source), ("EventLog", JsonGroup.Flat, Channel),
        ("ExecutionProcessID", JsonGroup.Flat, EmitterId), ("process_id", JsonGroup.Beat6, EmitterId), ("winlog.process.pid", JsonGroup.Winlog, EmitterId),
        ("Event.System.Execution.#attributes.ProcessID", JsonGroup.EvtxDump, EmitterId), ("Event.System.Execution.ProcessID", JsonGroup.EvtxDump, EmitterId),
        ("Event.System.Execution.@ProcessID", JsonGroup.EvtxDump, EmitterId), ("System.Execution.ProcessID", JsonGroup.Velociraptor, EmitterId),
        ("OSPath", JsonGroup.VelociraptorMark, "OSPath"), ("FullPath", JsonGroup.VelociraptorMark, "FullPath"),
        ("System.Provider.Name", JsonGroup.Velociraptor, Provider), ("System.EventID", JsonGroup.Velociraptor, EventId),
        ("System.EventID.Value", JsonGroup.Velociraptor, EventId), ("System.Version", JsonGroup.Velociraptor, Version),
        ("System.ID", JsonGroup.Velociraptor, EventId), ("System.TimeStamp", JsonGroup.Velociraptor, TimeCreated),
        ("System.ProviderGUID", JsonGroup.Velociraptor, ProviderGuid), ("ProviderGUID", JsonGroup.Velociraptor, ProviderGuid),
        ("System.Provider.Guid", JsonGroup.Velociraptor, ProviderGuid), ("System.ProcessID", JsonGroup.Velociraptor, EmitterId),
        ("Fqdn", JsonGroup.VelociraptorMark, Computer),
        ("System.TimeCreated.SystemTime", JsonGroup.Velociraptor, TimeCreated), ("System.Channel", JsonGroup.Velociraptor, Channel),
        ("System.Computer", JsonGroup.Velociraptor, Computer), ("System.EventRecordID", JsonGroup.Velociraptor, RecordId),
        ("SourceName", JsonGroup.Flat, Provider), ("ProviderName", JsonGroup.Flat, Provider), ("Provider", JsonGroup.Flat, Provider),
        ("Provider.Name", JsonGroup.Flat, Provider), ("EventSourceName", JsonGroup.Flat, Provider),
        ("EventID", JsonGroup.Flat, EventId), ("EventId", JsonGroup.Flat, EventId),
        ("Channel", JsonGroup.Flat, Channel), ("LogName", JsonGroup.Flat, Channel),
        ("Hostname", JsonGroup.Flat, Computer), ("Computer", JsonGroup.Flat, Computer), ("ComputerName", JsonGroup.Flat, Computer),
        ("MachineName", JsonGroup.Flat, Computer), ("RecordNumber", JsonGroup.Flat, RecordId), ("EventRecordID", JsonGroup.Flat, RecordId),
        ("EventRecordId", JsonGroup.Flat, RecordId), ("RecordId", JsonGroup.Flat, RecordId), ("Version", JsonGroup.Flat, Version),
        ("EventTime", JsonGroup.Flat, EventTime), ("TimeCreated", JsonGroup.Flat, TimeCreated), ("TimeGenerated", JsonGroup.Flat, TimeGenerated),
        ("EventData", JsonGroup.Flat, EventData),
        ("source_name", JsonGroup.Beat6, Provider), ("event_id", JsonGroup.Beat6, EventId), ("log_name", JsonGroup.Beat6, Channel),
        ("computer_name", JsonGroup.Beat6, Computer), ("record_number", JsonGroup.Beat6, RecordId), ("version", JsonGroup.Beat6, Version),
        ("winlog.provider_name", JsonGroup.Winlog, Provider), ("winlog.event_id", JsonGroup.Winlog, EventId),
        ("winlog.channel", JsonGroup.Winlog, Channel), ("winlog.computer_name", JsonGroup.Winlog, Computer),
        ("winlog.record_id", JsonGroup.Winlog, RecordId), ("winlog.version", JsonGroup.Winlog, Version),
        ("Event.System.Provider.#attributes.Name", JsonGroup.EvtxDump, Provider), ("Event.System.Provider.Name", JsonGroup.EvtxDump, Provider),
        ("Event.System.Provider.@Name", JsonGroup.EvtxDump, Provider), ("Event.System.EventID", JsonGroup.EvtxDump, EventId),
        ("Event.System.EventID.#text", JsonGroup.EvtxDump, EventId), ("Event.System.Channel", JsonGroup.EvtxDump, Channel),
        ("Event.System.Computer", JsonGroup.EvtxDump, Computer), ("Event.System.EventRecordID", JsonGroup.EvtxDump, RecordId),
        ("Event.System.Version", JsonGroup.EvtxDump, Version),
        ("Event.System.TimeCreated.#attributes.SystemTime", JsonGroup.EvtxDump, TimeCreated),
        ("Event.System.TimeCreated.SystemTime", JsonGroup.EvtxDump, TimeCreated),
        ("Event.System.TimeCreated.@SystemTime", JsonGroup.EvtxDump, TimeCreated),
        ("Event.EventData.Data.#attributes.Name", JsonGroup.Data, DataName), ("Event.EventData.Data.@Name", JsonGroup.Data, DataName),
        ("Event.EventData.Data.#text", JsonGroup.Data, DataText),
    ];

    private static readonly List<JsonField?> Known = [];
    private static readonly Utf8NameTable Table = Build();

    /// <summary>Looks a path up. A known path without a field leads to one.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> path, out JsonField? field)
    {
        var id = Table.Find(path);
        field = id < 0 ? null : Known[id];
        return id >= 0;
    }

    private static Utf8NameTable Build()
    {
        var paths = new Dictionary<string, JsonField?>(StringComparer.Ordinal);
        foreach (var (path, group, name) in SystemPaths)
            paths[path] = new JsonField(group, name);
        foreach (var name in DataNames)
        {
            paths.TryAdd(name, new JsonField(JsonGroup.Flat, name, PassingNames.Contains(name)));
            foreach (var parent in (ReadOnlySpan<string>)["event_data.", "winlog.event_data.", "Event.EventData.", "EventData."])
                paths[parent + name] = new JsonField(JsonGroup.Data, name, PassingNames.Contains(name));
        }

        foreach (var column in DefenderColumns.All)
            paths.TryAdd(column, new JsonField(JsonGroup.Defender, column));
        foreach (var path in EcsFields.Paths)
            paths.TryAdd(path, new JsonField(JsonGroup.Ecs, path));
        foreach (var path in paths.Keys.ToArray())
        {
            for (var dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
                paths.TryAdd(path[..dot], null);
        }

        Known.AddRange(paths.Values);
        return new Utf8NameTable([.. paths.Keys]);
    }
}
