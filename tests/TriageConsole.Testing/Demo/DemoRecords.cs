using System.Globalization;

namespace TriageConsole.Testing.Demo;

/// <summary>Writes down what Sysmon and the Security log say of a process, field by field in their own order.</summary>
internal static class DemoRecords
{
    public static DemoRecord Created(DemoProcess p) => Sysmon(1, p, p.StartUtc,
    [
        new("RuleName", "-"),
        new("UtcTime", Time(p.StartUtc)),
        new("ProcessGuid", p.Guid),
        new("ProcessId", Number(p.Id)),
        new("Image", p.Program.Path),
        new("FileVersion", p.Program.Version),
        new("Description", p.Program.Description),
        new("Product", p.Program.Product),
        new("Company", p.Program.Company),
        new("OriginalFileName", p.Program.OriginalName),
        new("CommandLine", p.CommandLine.Replace("%", "%%", StringComparison.Ordinal)),
        new("CurrentDirectory", p.CurrentDirectory),
        new("User", p.Account.FullName),
        new("LogonGuid", "{00000000-0000-0000-0000-000000000000}"),
        new("LogonId", Hex(p.Account.LogonId)),
        new("TerminalSessionId", p.Account.Integrity == "System" ? "0" : "1"),
        new("IntegrityLevel", p.Account.Integrity),
        new("Hashes", p.Program.SysmonHashes),
        new("ParentProcessGuid", p.Parent?.Guid ?? "{00000000-0000-0000-0000-000000000000}"),
        new("ParentProcessId", Number(p.Parent?.Id ?? 0)),
        new("ParentImage", p.Parent?.Program.Path ?? "-"),
        new("ParentCommandLine", p.Parent?.CommandLine ?? "-"),
        new("ParentUser", p.Parent?.Account.FullName ?? "-"),
    ]);

    public static DemoRecord Ended(DemoProcess p, DateTime at) => Sysmon(5, p, at,
    [
        new("RuleName", "-"),
        new("UtcTime", Time(at)),
        new("ProcessGuid", p.Guid),
        new("ProcessId", Number(p.Id)),
        new("Image", p.Program.Path),
        new("User", p.Account.FullName),
    ]);

    public static DemoRecord Loaded(DemoProcess p, DemoProgram module, DateTime at) => Sysmon(7, p, at,
    [
        new("RuleName", "-"),
        new("UtcTime", Time(at)),
        new("ProcessGuid", p.Guid),
        new("ProcessId", Number(p.Id)),
        new("Image", p.Program.Path),
        new("ImageLoaded", module.Path),
        new("FileVersion", module.Version),
        new("Description", module.Description),
        new("Product", module.Product),
        new("Company", module.Company),
        new("OriginalFileName", module.OriginalName),
        new("Hashes", module.SysmonHashes),
        new("Signed", module.Signer is null ? "false" : "true"),
        new("Signature", module.Signer ?? "-"),
        new("SignatureStatus", module.Signer is null ? "Unavailable" : "Valid"),
        new("User", p.Account.FullName),
    ]);

    public static DemoRecord Accessed(DemoProcess source, DemoProcess target, string rights, DateTime at) => Sysmon(10, source, at,
    [
        new("RuleName", "-"),
        new("UtcTime", Time(at)),
        new("SourceProcessGUID", source.Guid),
        new("SourceProcessId", Number(source.Id)),
        new("SourceThreadId", Number(source.Id + 12)),
        new("SourceImage", source.Program.Path),
        new("TargetProcessGUID", target.Guid),
        new("TargetProcessId", Number(target.Id)),
        new("TargetImage", target.Program.Path),
        new("GrantedAccess", rights),
        new("CallTrace", @"C:\Windows\SYSTEM32\ntdll.dll+9f2e4|C:\Windows\System32\KERNELBASE.dll+8e73"),
        new("SourceUser", source.Account.FullName),
        new("TargetUser", target.Account.FullName),
    ]);

    public static DemoRecord Wrote(DemoProcess p, string path, DateTime at) => Sysmon(11, p, at,
    [
        new("RuleName", "-"),
        new("UtcTime", Time(at)),
        new("ProcessGuid", p.Guid),
        new("ProcessId", Number(p.Id)),
        new("Image", p.Program.Path),
        new("TargetFilename", path),
        new("CreationUtcTime", Time(at)),
        new("User", p.Account.FullName),
    ]);

    public static DemoRecord Audited(DemoProcess p) => Audit(4688, p, p.StartUtc,
    [
        new("SubjectUserSid", p.Account.Sid),
        new("SubjectUserName", Subject(p)),
        new("SubjectDomainName", p.Account.Sid.Length > 8 ? p.Account.Domain : "ACME"),
        new("SubjectLogonId", Hex(p.Account.LogonId)),
        new("NewProcessId", Hex(p.Id)),
        new("NewProcessName", p.Program.Path),
        new("TokenElevationType", p.Account.Integrity == "Medium" ? "%%1938" : "%%1936"),
        new("ProcessId", Hex(p.Parent?.Id ?? 4)),
        new("CommandLine", p.CommandLine),
        new("TargetUserSid", "S-1-0-0"),
        new("TargetUserName", "-"),
        new("TargetDomainName", "-"),
        new("TargetLogonId", "0x0"),
        new("ParentProcessName", p.Parent?.Program.Path ?? string.Empty),
        new("MandatoryLabel", p.Account.Label),
    ]);

    public static DemoRecord AuditedEnd(DemoProcess p, DateTime at) => Audit(4689, p, at,
    [
        new("SubjectUserSid", p.Account.Sid),
        new("SubjectUserName", Subject(p)),
        new("SubjectDomainName", p.Account.Sid.Length > 8 ? p.Account.Domain : "ACME"),
        new("SubjectLogonId", Hex(p.Account.LogonId)),
        new("Status", "0x0"),
        new("ProcessId", Hex(p.Id)),
        new("ProcessName", p.Program.Path),
    ]);

    // The Security log names the machine account where Sysmon names the built-in one.
    private static string Subject(DemoProcess p) =>
        p.Account.Sid.Length > 8 ? p.Account.Name : p.Host.Name.Split('.')[0] + "$";

    private static DemoRecord Sysmon(int id, DemoProcess p, DateTime at, KeyValuePair<string, string>[] data) =>
        new() { Provider = DemoRecord.Sysmon, EventId = id, Computer = p.Host.Name, Utc = at.AddMilliseconds(1), Data = data, Process = p };

    private static DemoRecord Audit(int id, DemoProcess p, DateTime at, KeyValuePair<string, string>[] data) =>
        new() { Provider = DemoRecord.Auditing, EventId = id, Computer = p.Host.Name, Utc = at, Data = data, Process = p };

    private static string Time(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hex(long value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);
}
