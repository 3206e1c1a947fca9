using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>Security 4688 and 4689.</summary>
internal static class SecurityMapper
{
    internal static TelemetryEvent? Map(WindowsRecord record, RecordOrigin origin, string host)
    {
        if (WindowsEventMapper.LogTime(record) is not { } time)
            return null;
        return record.EventId == 4688
            ? Created(record, origin, host, time)
            : Ended(record, origin, host, time);
    }

    private static ProcessCreatedEvent? Created(WindowsRecord record, RecordOrigin origin, string host, (DateTime Utc, TimeBasis Basis) time)
    {
        var image = FieldText.Text(record["NewProcessName"]);
        var pid = FieldText.UInt32(record.Chars("NewProcessId")) ?? FieldText.UInt32(MessageText.Line(record.Message, "New Process ID"));
        if (image is null && pid is null)
            return null;

        // Version 2 names the account that the process runs as when it is not the creator's.
        var target = Account(record["TargetDomainName"], record["TargetUserName"]);
        var targetLogon = FieldText.UInt64(record.Chars("TargetLogonId"));
        var subjectLogon = FieldText.UInt64(record.Chars("SubjectLogonId"));
        return new ProcessCreatedEvent
        {
            Origin = origin,
            Host = host,
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            Kind = WitnessKind.Security4688,
            ProcessId = pid,
            Image = image ?? string.Empty,
            CommandLine = FieldText.Text(record["CommandLine"]),
            User = target ?? Account(record["SubjectDomainName"], record["SubjectUserName"]),
            LogonId = target is not null && targetLogon is > 0 ? targetLogon : subjectLogon,
            IntegrityLevel = FieldText.IntegrityLevel(record["MandatoryLabel"]),
            ParentProcessId = FieldText.UInt32(record.Chars("ProcessId")),
            ParentImage = FieldText.Text(record["ParentProcessName"]),
        };
    }

    private static ProcessEndedEvent? Ended(WindowsRecord record, RecordOrigin origin, string host, (DateTime Utc, TimeBasis Basis) time)
    {
        var image = FieldText.Text(record["ProcessName"]);
        var pid = FieldText.UInt32(record.Chars("ProcessId")) ?? FieldText.UInt32(MessageText.Line(record.Message, "Process ID"));
        return pid is null ? null : new ProcessEndedEvent
        {
            Origin = origin,
            Host = host,
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            ProcessId = pid,
            Image = image ?? string.Empty,
        };
    }

    private static string? Account(string? domain, string? user)
    {
        if (FieldText.Text(user) is not { } name)
            return null;
        return FieldText.Text(domain) is { } realm ? FieldText.Join(realm, name) : name;
    }
}
