using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>
/// Winlogbeat's own modules move event data to ECS fields. This puts them back under their Windows names, behind what
/// is still in the event data, so that one mapper reads both.
/// </summary>
internal static class WinlogEcs
{
    private static readonly (string Ecs, string Name)[] Sysmon =
    [
        (EcsFields.EntityId, "ProcessGuid"), (EcsFields.Pid, "ProcessId"), (EcsFields.Executable, "Image"),
        (EcsFields.CommandLine, "CommandLine"), (EcsFields.WorkingDirectory, "CurrentDirectory"),
        (EcsFields.OriginalFileName, "OriginalFileName"), (EcsFields.Company, "Company"), (EcsFields.Product, "Product"),
        (EcsFields.Description, "Description"), (EcsFields.FileVersion, "FileVersion"),
        (EcsFields.ParentEntityId, "ParentProcessGuid"), (EcsFields.ParentPid, "ParentProcessId"),
        (EcsFields.ParentExecutable, "ParentImage"), (EcsFields.ParentCommandLine, "ParentCommandLine"),
        (EcsFields.FilePath, "ImageLoaded"), (EcsFields.FilePath, "TargetFilename"),
        (EcsFields.FileSignatureSigned, "Signed"), (EcsFields.FileSignatureExists, "Signed"),
        (EcsFields.FileSignatureSubject, "Signature"), (EcsFields.FileSignatureStatus, "SignatureStatus"),
        (EcsFields.EntityId, "SourceProcessGUID"), (EcsFields.Pid, "SourceProcessId"), (EcsFields.Executable, "SourceImage"),
    ];

    private static readonly (string Ecs, string Name)[] Created =
    [
        (EcsFields.Pid, "NewProcessId"), (EcsFields.Executable, "NewProcessName"), (EcsFields.CommandLine, "CommandLine"),
        (EcsFields.ParentPid, "ProcessId"), (EcsFields.ParentExecutable, "ParentProcessName"),
        (EcsFields.UserName, "SubjectUserName"), (EcsFields.UserDomain, "SubjectDomainName"),
    ];

    private static readonly (string Ecs, string Name)[] Script =
    [
        (EcsFields.ScriptText, "ScriptBlockText"), (EcsFields.ScriptId, "ScriptBlockId"), (EcsFields.ScriptNumber, "MessageNumber"),
        (EcsFields.ScriptTotal, "MessageTotal"), (EcsFields.FilePath, "Path"),
    ];

    private static readonly (string Ecs, string Name)[] Ended =
    [
        (EcsFields.Pid, "ProcessId"), (EcsFields.Executable, "ProcessName"),
    ];

    /// <summary>System fields that stand outside <c>winlog</c>.</summary>
    internal static void AddSystem(ReadOnlySpan<byte> json, JsonValues values, WindowsRecord record)
    {
        if (record.Computer.Length == 0)
            record.Computer = values.Text(json, JsonGroup.Ecs, EcsFields.HostName) ?? string.Empty;
    }

    /// <summary>Event data that was moved.</summary>
    internal static void AddData(ReadOnlySpan<byte> json, JsonValues values, WindowsRecord record)
    {
        var table = record.EventId switch
        {
            4688 => Created,
            4689 => Ended,
            4103 => [],
            4104 => Script,
            _ => Sysmon,
        };
        foreach (var (ecs, name) in table)
        {
            if (record.IsEmpty(name) && values.Text(json, JsonGroup.Ecs, ecs) is { Length: > 0 } value)
                record.Add(name, value);
        }

        if (record.EventId is not (1 or 7))
            return;
        var file = record.EventId == 7;
        if (record.IsEmpty("Hashes"))
        {
            record.Add("Hashes", string.Concat(
                Hash("SHA256=", values.Text(json, JsonGroup.Ecs, file ? EcsFields.FileSha256 : EcsFields.Sha256)),
                Hash("SHA1=", values.Text(json, JsonGroup.Ecs, file ? EcsFields.FileSha1 : EcsFields.Sha1)),
                Hash("MD5=", values.Text(json, JsonGroup.Ecs, file ? EcsFields.FileMd5 : EcsFields.Md5)),
                Hash("IMPHASH=", file ? null : values.Text(json, JsonGroup.Ecs, EcsFields.PeImphash))));
        }

        if (record.IsEmpty("User") && values.Text(json, JsonGroup.Ecs, EcsFields.UserName) is { } user)
        {
            var domain = values.Text(json, JsonGroup.Ecs, EcsFields.UserDomain);
            record.Add("User", string.IsNullOrEmpty(domain) ? user : FieldText.Join(domain, user));
        }
    }

    private static string Hash(string name, string? value) => value is null ? string.Empty : $"{name}{value},";
}
