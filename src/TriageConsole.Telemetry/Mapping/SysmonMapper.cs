using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>Sysmon 1, 5, 7, 10 and 11.</summary>
internal static class SysmonMapper
{
    internal static TelemetryEvent? Map(WindowsRecord record, RecordOrigin origin, string host)
    {
        // Sysmon's own field is sound in every layout, the record's time is not.
        (DateTime Utc, TimeBasis Basis) time;
        if (WindowsTime.TryParse(Field(record, "UtcTime"), out var stamp))
            time = (stamp.Utc, TimeBasis.SysmonUtc);
        else if (WindowsEventMapper.LogTime(record) is { } logged)
            time = logged;
        else
            return null;
        return record.EventId switch
        {
            1 => Created(record, origin, host, time),
            5 => Ended(record, origin, host, time),
            7 => Loaded(record, origin, host, time),
            10 => Accessed(record, origin, host, time),
            11 => FileCreated(record, origin, host, time, FileHashes.None),
            15 => FileCreated(record, origin, host, time, record.Hashes("Hash")),
            29 => FileCreated(record, origin, host, time, record.Hashes("Hashes")),
            _ => null,
        };
    }

    private static ProcessCreatedEvent? Created(WindowsRecord record, RecordOrigin origin, string host, (DateTime Utc, TimeBasis Basis) time)
    {
        var image = FieldText.Text(record["Image"]);
        var guid = FieldText.Guid(Field(record, "ProcessGuid"));
        var pid = FieldText.UInt32(Field(record, "ProcessId"));
        // A literal % is doubled in CommandLine, and only there.
        var commandLine = FieldText.Text(record["CommandLine"])?.Replace("%%", "%", StringComparison.Ordinal);
        if (image is null && guid is null && pid is null && commandLine is null)
            return null;
        return new ProcessCreatedEvent
        {
            Origin = origin,
            Host = host,
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            LoggedUtc = LoggedBeside(record, time.Basis),
            Kind = WitnessKind.Sysmon1,
            ProcessGuid = guid,
            ProcessId = pid,
            Image = image ?? string.Empty,
            CommandLine = commandLine,
            CurrentDirectory = FieldText.Text(record["CurrentDirectory"]),
            User = FieldText.Text(record["User"]),
            LogonId = FieldText.UInt64(record.Chars("LogonId")),
            IntegrityLevel = FieldText.IntegrityLevel(record["IntegrityLevel"]),
            OriginalFileName = FieldText.Text(record["OriginalFileName"]),
            Company = FieldText.Text(record["Company"]),
            Product = FieldText.Text(record["Product"]),
            Description = FieldText.Text(record["Description"]),
            FileVersion = FieldText.Text(record["FileVersion"]),
            Hashes = record.Hashes("Hashes"),
            ParentProcessGuid = FieldText.Guid(record.Chars("ParentProcessGuid")),
            ParentProcessId = FieldText.UInt32(record.Chars("ParentProcessId")),
            ParentImage = FieldText.Text(record["ParentImage"]),
            ParentCommandLine = FieldText.Text(record["ParentCommandLine"]),
            ParentUser = FieldText.Text(record["ParentUser"]),
        };
    }

    private static ProcessEndedEvent? Ended(WindowsRecord record, RecordOrigin origin, string host, (DateTime Utc, TimeBasis Basis) time)
    {
        var guid = FieldText.Guid(Field(record, "ProcessGuid"));
        var pid = FieldText.UInt32(Field(record, "ProcessId"));
        return guid is null && pid is null ? null : new ProcessEndedEvent
        {
            Origin = origin,
            Host = host,
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            LoggedUtc = LoggedBeside(record, time.Basis),
            ProcessGuid = guid,
            ProcessId = pid,
            Image = FieldText.Text(record["Image"]) ?? string.Empty,
        };
    }

    private static ImageLoadedEvent? Loaded(WindowsRecord record, RecordOrigin origin, string host, (DateTime Utc, TimeBasis Basis) time)
    {
        if (FieldText.Text(record["ImageLoaded"]) is not { } module)
            return null;
        return new ImageLoadedEvent
        {
            Origin = origin,
            Host = host,
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            LoggedUtc = LoggedBeside(record, time.Basis),
            ProcessGuid = FieldText.Guid(Field(record, "ProcessGuid")),
            ProcessId = FieldText.UInt32(Field(record, "ProcessId")),
            Image = FieldText.Text(record["Image"]) ?? string.Empty,
            ImageLoaded = module,
            OriginalFileName = FieldText.Text(record["OriginalFileName"]),
            Company = FieldText.Text(record["Company"]),
            Hashes = record.Hashes("Hashes"),
            Signature = SignatureFact.FromFields(
                FieldText.Text(record["Signed"]),
                FieldText.Text(record["Signature"]),
                FieldText.Text(record["SignatureStatus"]),
                // The module's own record states it; which process it signs for is decided where images are compared.
                SignatureSource.OwnImageLoad),
        };
    }

    private static ProcessAccessedEvent? Accessed(WindowsRecord record, RecordOrigin origin, string host, (DateTime Utc, TimeBasis Basis) time)
    {
        // Sysmon spells these GUIDs with capitals; some collectors do not.
        var source = FieldText.Guid(record.Chars(record.IsEmpty("SourceProcessGUID") ? "SourceProcessGuid" : "SourceProcessGUID"));
        var target = FieldText.Guid(record.Chars(record.IsEmpty("TargetProcessGUID") ? "TargetProcessGuid" : "TargetProcessGUID"));
        var sourceId = FieldText.UInt32(record.Chars("SourceProcessId"));
        var targetId = FieldText.UInt32(record.Chars("TargetProcessId"));
        if ((source is null && sourceId is null) || (target is null && targetId is null))
            return null;
        return new ProcessAccessedEvent
        {
            Origin = origin,
            Host = host,
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            LoggedUtc = LoggedBeside(record, time.Basis),
            SourceProcessGuid = source,
            SourceProcessId = sourceId,
            SourceImage = FieldText.Text(record["SourceImage"]) ?? string.Empty,
            TargetProcessGuid = target,
            TargetProcessId = targetId,
            TargetImage = FieldText.Text(record["TargetImage"]) ?? string.Empty,
            GrantedAccess = FieldText.UInt32(record.Chars("GrantedAccess")) ?? 0,
        };
    }

    // 15 is written for a named stream, but its hash is that of the file itself.
    private static FileCreatedEvent? FileCreated(WindowsRecord record, RecordOrigin origin, string host, (DateTime Utc, TimeBasis Basis) time, FileHashes hashes)
    {
        if (FieldText.Text(record["TargetFilename"]) is not { } file)
            return null;
        if (record.EventId == 15 && file.IndexOf(':', Math.Min(2, file.Length)) is > 0 and var stream)
            file = file[..stream];
        return new FileCreatedEvent
        {
            Origin = origin,
            Host = host,
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            LoggedUtc = LoggedBeside(record, time.Basis),
            ProcessGuid = FieldText.Guid(Field(record, "ProcessGuid")),
            ProcessId = FieldText.UInt32(Field(record, "ProcessId")),
            Image = FieldText.Text(record["Image"]) ?? string.Empty,
            TargetFilename = file,
            Hashes = hashes,
        };
    }

    // Only a time that the log itself gives as UTC is a second clock; a shipper's may be in any zone.
    private static DateTime? LoggedBeside(WindowsRecord record, TimeBasis basis) =>
        basis == TimeBasis.SysmonUtc && record is { TimeIsUtc: true, Time: { } logged } ? DateTime.SpecifyKind(logged, DateTimeKind.Utc) : null;

    /// <summary>
    /// A datum, else the line of the rendered message. Only for fields that stand in the message before anything a
    /// program can choose (its command line), so that a command line with line breaks can't forge them.
    /// </summary>
    private static ReadOnlySpan<char> Field(WindowsRecord record, string name)
    {
        var value = record.Chars(name);
        return value.IsEmpty ? MessageText.Line(record.Message, name) : value;
    }
}
