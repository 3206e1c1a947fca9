using System.Globalization;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using TriageConsole.Telemetry.Ecs;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Process starts in Elastic Common Schema, from whatever agent; also the lines that this product writes.</summary>
internal static class EcsEventMapper
{
    /// <summary>Whether the document tells of a process start on Windows, or on a system that it does not name.</summary>
    internal static bool IsProcessStart(ReadOnlySpan<byte> json, JsonValues values)
    {
        var category = false;
        var start = false;
        var types = 0;
        foreach (ref readonly var entry in values.Entries)
        {
            switch (entry.Field.Name)
            {
                case EcsFields.EventCategory:
                    category |= Is(json, entry, "process"u8);
                    break;
                case EcsFields.EventType:
                    types++;
                    start |= Is(json, entry, "start"u8) || Is(json, entry, "process_start"u8) || Is(json, entry, "creation"u8);
                    break;
                case EcsFields.HostOsType or EcsFields.HostOsFamily when !Is(json, entry, "windows"u8):
                    return false;
                default:
                    break;
            }
        }

        if (!category)
            return false;
        return start || (types == 0 && values.Text(json, JsonGroup.Ecs, EcsFields.EventAction) is "start" or "exec" or "creation");
    }

    /// <summary>Maps a process start; null where it has no time, or names neither program nor process.</summary>
    internal static ProcessCreatedEvent? Map(ReadOnlySpan<byte> json, JsonValues values, long index)
    {
        var image = Text(json, values, EcsFields.Executable);
        var guid = FieldText.Guid(values.Text(json, JsonGroup.Ecs, EcsFields.EntityId));
        var pid = FieldText.UInt32(values.Text(json, JsonGroup.Ecs, EcsFields.Pid));
        var commandLine = Text(json, values, EcsFields.CommandLine);
        if ((image is null && guid is null && pid is null && commandLine is null)
            || !values.TryTime(json, JsonGroup.Common, JsonFields.Timestamp, out var time))
            return null;
        var code = values.Text(json, JsonGroup.Ecs, EcsFields.EventCode);
        var provider = values.Text(json, JsonGroup.Ecs, EcsFields.EventProvider);
        var eventId = int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        return new ProcessCreatedEvent
        {
            Origin = new RecordOrigin(index, values.Number(json, JsonGroup.Ecs, EcsFields.OwnRecordId), Text(json, values, EcsFields.OwnChannel) ?? string.Empty, eventId),
            Host = Text(json, values, EcsFields.HostName) ?? Text(json, values, EcsFields.HostHostname) ?? string.Empty,
            UtcTime = time.Utc,
            TimeBasis = Basis(json, values, time),
            Kind = Kind(provider, eventId),
            ProcessGuid = guid,
            ProcessId = pid,
            Image = image ?? string.Empty,
            CommandLine = commandLine,
            CurrentDirectory = Text(json, values, EcsFields.WorkingDirectory),
            User = Account(Text(json, values, EcsFields.UserDomain), Text(json, values, EcsFields.UserName)),
            LogonId = FieldText.UInt64(values.Text(json, JsonGroup.Ecs, EcsFields.LogonId)),
            IntegrityLevel = FieldText.IntegrityLevel(values.Text(json, JsonGroup.Ecs, EcsFields.Integrity)),
            OriginalFileName = Text(json, values, EcsFields.OriginalFileName),
            Company = Text(json, values, EcsFields.Company),
            Product = Text(json, values, EcsFields.Product),
            Description = Text(json, values, EcsFields.Description),
            FileVersion = Text(json, values, EcsFields.FileVersion),
            Hashes = Hashes(json, values),
            Signature = Signature(json, values),
            ParentProcessGuid = FieldText.Guid(values.Text(json, JsonGroup.Ecs, EcsFields.ParentEntityId)),
            ParentProcessId = FieldText.UInt32(values.Text(json, JsonGroup.Ecs, EcsFields.ParentPid)),
            ParentImage = Text(json, values, EcsFields.ParentExecutable),
            ParentCommandLine = Text(json, values, EcsFields.ParentCommandLine),
            ParentUser = Account(Text(json, values, EcsFields.ParentUserDomain), Text(json, values, EcsFields.ParentUserName)),
        };
    }

    private static TimeBasis Basis(ReadOnlySpan<byte> json, JsonValues values, WindowsTime time) =>
        EcsTimeBasis.Of(values.Text(json, JsonGroup.Ecs, EcsFields.OwnTimeBasis))
        ?? (time.HasZone ? TimeBasis.LogUtc : TimeBasis.Uncertain);

    private static WitnessKind Kind(string? provider, int eventId) => eventId switch
    {
        1 when string.Equals(provider, WindowsEventMapper.Sysmon, StringComparison.OrdinalIgnoreCase) => WitnessKind.Sysmon1,
        4688 when string.Equals(provider, WindowsEventMapper.Security, StringComparison.OrdinalIgnoreCase) => WitnessKind.Security4688,
        _ => WitnessKind.Ecs,
    };

    private static FileHashes Hashes(ReadOnlySpan<byte> json, JsonValues values)
    {
        var imphash = values.Text(json, JsonGroup.Ecs, EcsFields.PeImphash) ?? values.Text(json, JsonGroup.Ecs, EcsFields.HashImphash);
        return FileHashes.Parse(
            $"SHA256={values.Text(json, JsonGroup.Ecs, EcsFields.Sha256)},SHA1={values.Text(json, JsonGroup.Ecs, EcsFields.Sha1)},"
            + $"MD5={values.Text(json, JsonGroup.Ecs, EcsFields.Md5)},IMPHASH={imphash}");
    }

    private static SignatureFact? Signature(ReadOnlySpan<byte> json, JsonValues values)
    {
        var exists = values.Text(json, JsonGroup.Ecs, EcsFields.SignatureExists);
        var trusted = values.Text(json, JsonGroup.Ecs, EcsFields.SignatureTrusted);
        var valid = values.Text(json, JsonGroup.Ecs, EcsFields.SignatureValid);
        var status = Text(json, values, EcsFields.SignatureStatus);
        var signer = Text(json, values, EcsFields.SignatureSubject);
        if (exists is null && trusted is null && valid is null && status is null && signer is null)
            return null;
        if (Is(exists, "false"))
            return new(SignatureStatus.Unsigned, SignatureSource.Event, signer, false, status);
        // What is neither yes nor no was put there by somebody else: what stands beside it proves nothing.
        if (exists is not null && !Is(exists, "true"))
            return new(SignatureStatus.Unknown, SignatureSource.Event, signer, false, status);
        if (Is(trusted, "false") || Is(valid, "false"))
            return new(SignatureStatus.Invalid, SignatureSource.Event, signer, false, status);
        // Valid alone says that the digest fits; trust is the chain. Agents that know only one of them leave the other out.
        if (Is(trusted, "true") || Is(valid, "true")
            || (trusted is null && valid is null && (Is(status, "trusted") || Is(status, "valid"))))
            return new(SignatureStatus.Valid, SignatureSource.Event, signer, SignatureFact.IsMicrosoftName(signer), status);
        return status is null || Is(status, "Unavailable")
            ? new(SignatureStatus.Unknown, SignatureSource.Event, signer, false, status)
            : new(SignatureStatus.Invalid, SignatureSource.Event, signer, false, status);
    }

    private static string? Text(ReadOnlySpan<byte> json, JsonValues values, string field) =>
        FieldText.Text(values.Text(json, JsonGroup.Ecs, field));

    private static string? Account(string? domain, string? name) =>
        name is null ? null : domain is null ? name : FieldText.Join(domain, name);

    private static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);

    private static bool Is(ReadOnlySpan<byte> json, in JsonEntry entry, ReadOnlySpan<byte> word) =>
        System.Text.Ascii.EqualsIgnoreCase(json.Slice(entry.Start, entry.Length), word);
}
