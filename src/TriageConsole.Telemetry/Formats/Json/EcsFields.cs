namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>The paths of Elastic Common Schema that are read and written.</summary>
internal static class EcsFields
{
    internal const string HostName = "host.name";
    internal const string HostHostname = "host.hostname";
    internal const string EventCode = "event.code";
    internal const string EventProvider = "event.provider";
    internal const string EventCategory = "event.category";
    internal const string EventType = "event.type";
    internal const string EventAction = "event.action";
    internal const string HostOsType = "host.os.type";
    internal const string HostOsFamily = "host.os.family";
    internal const string UserName = "user.name";
    internal const string UserDomain = "user.domain";
    internal const string Pid = "process.pid";
    internal const string EntityId = "process.entity_id";
    internal const string Executable = "process.executable";
    internal const string CommandLine = "process.command_line";
    internal const string WorkingDirectory = "process.working_directory";
    internal const string Sha256 = "process.hash.sha256";
    internal const string Sha1 = "process.hash.sha1";
    internal const string Md5 = "process.hash.md5";
    internal const string HashImphash = "process.hash.imphash";
    internal const string PeImphash = "process.pe.imphash";
    internal const string OriginalFileName = "process.pe.original_file_name";
    internal const string Company = "process.pe.company";
    internal const string Product = "process.pe.product";
    internal const string Description = "process.pe.description";
    internal const string FileVersion = "process.pe.file_version";
    internal const string SignatureExists = "process.code_signature.exists";
    internal const string SignatureSubject = "process.code_signature.subject_name";
    internal const string SignatureStatus = "process.code_signature.status";
    internal const string SignatureTrusted = "process.code_signature.trusted";
    internal const string SignatureValid = "process.code_signature.valid";
    internal const string Integrity = "process.Ext.token.integrity_level_name";
    internal const string LogonId = "process.Ext.authentication_id";
    internal const string ParentPid = "process.parent.pid";
    internal const string ParentEntityId = "process.parent.entity_id";
    internal const string ParentExecutable = "process.parent.executable";
    internal const string ParentCommandLine = "process.parent.command_line";
    internal const string ParentUserName = "process.parent.user.name";
    internal const string ParentUserDomain = "process.parent.user.domain";
    internal const string FilePath = "file.path";
    internal const string FileSignatureSigned = "file.code_signature.signed";
    internal const string FileSignatureExists = "file.code_signature.exists";
    internal const string FileSignatureSubject = "file.code_signature.subject_name";
    internal const string FileSignatureStatus = "file.code_signature.status";
    internal const string FileSha256 = "file.hash.sha256";
    internal const string FileSha1 = "file.hash.sha1";
    internal const string FileMd5 = "file.hash.md5";

    internal const string ScriptText = "powershell.file.script_block_text";
    internal const string ScriptId = "powershell.file.script_block_id";
    internal const string ScriptNumber = "powershell.sequence";
    internal const string ScriptTotal = "powershell.total";

    // Of this product's own lines: the place in the source that a line was written from.
    internal const string OwnRecordId = "record_id";
    internal const string OwnChannel = "channel";
    internal const string OwnTimeBasis = "labels.time_basis";

    internal static readonly string[] Paths =
    [
        HostName, HostHostname, EventCode, EventProvider, EventCategory, EventType, EventAction, HostOsType, HostOsFamily, UserName, UserDomain,
        Pid, EntityId, Executable, CommandLine, WorkingDirectory, Sha256, Sha1, Md5, HashImphash, PeImphash, OriginalFileName, Company,
        Product, Description, FileVersion, SignatureExists, SignatureSubject, SignatureStatus, SignatureTrusted, SignatureValid,
        Integrity, LogonId, ParentPid, ParentEntityId, ParentExecutable, ParentCommandLine, ParentUserName, ParentUserDomain,
        FilePath, FileSignatureSigned, FileSignatureExists, FileSignatureSubject, FileSignatureStatus, FileSha256, FileSha1, FileMd5,
        ScriptText, ScriptId, ScriptNumber, ScriptTotal, OwnRecordId, OwnChannel, OwnTimeBasis,
    ];
}
