namespace TriageConsole.Web.Features.Coverage.Recommending;

/// <summary>Configuration to copy. Sysmon fragments are whole files of schema 4.50 (Sysmon 13 and later); to an existing file their inner groups are added.</summary>
public static class ReadySettings
{
    private const string Merge = "A whole file for Sysmon 13 and later. Where there is a configuration already, add the rule group to it: sysmon -c FILE replaces what is there.";

    public static ReadySetting ProcessCreation { get; } = Sysmon(
        "Sysmon: every process creation, with SHA-256",
        """
            <RuleGroup name="" groupRelation="or">
              <!-- No rule to exclude anything: every start is logged. -->
              <ProcessCreate onmatch="exclude" />
            </RuleGroup>
            <RuleGroup name="" groupRelation="or">
              <ProcessTerminate onmatch="exclude" />
            </RuleGroup>
        """);

    public static ReadySetting ImageLoad { get; } = Sysmon(
        "Sysmon: the load of each program's own image, and of whatever is not signed",
        """
            <RuleGroup name="" groupRelation="or">
              <ImageLoad onmatch="include">
                <ImageLoaded condition="end with">.exe</ImageLoaded>
                <ImageLoaded condition="end with">.com</ImageLoaded>
                <ImageLoaded condition="end with">.scr</ImageLoaded>
                <Signed condition="is">false</Signed>
              </ImageLoad>
            </RuleGroup>
        """);

    public static ReadySetting FileCreate { get; } = Sysmon(
        "Sysmon: scripts and programs that are written",
        $"""
            <RuleGroup name="" groupRelation="or">
              <FileCreate onmatch="include">
        {string.Join('\n', Extensions.Select(extension => $"        <TargetFilename condition=\"end with\">{extension}</TargetFilename>"))}
              </FileCreate>
            </RuleGroup>
        """);

    public static ReadySetting AuditProcessCreation { get; } = new(
        "Group policy: audit process creation (Security 4688)",
        """
        Policy: Computer Configuration\Policies\Windows Settings\Security Settings\Advanced Audit Policy Configuration\Audit Policies\Detailed Tracking
        Setting: Audit Process Creation
        Value: Success

        On one computer: auditpol /set /subcategory:{0CCE922B-69AE-11D9-BED3-505054503030} /success:enable
        """,
        "The GUID stands for the subcategory in every language of Windows.");

    public static ReadySetting CommandLine { get; } = new(
        "Group policy: command lines in Security 4688",
        """
        Policy: Computer Configuration\Policies\Administrative Templates\System\Audit Process Creation
        Setting: Include command line in process creation events
        Value: Enabled

        On one computer: reg add "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\Audit" /v ProcessCreationIncludeCmdLine_Enabled /t REG_DWORD /d 1 /f
        """,
        "Command lines can hold passwords: say who may read the Security log.");

    public static ReadySetting PowerShellPolicy { get; } = new(
        "Group policy: PowerShell module and script block logging (4103, 4104)",
        """
        Policy: Computer Configuration\Policies\Administrative Templates\Windows Components\Windows PowerShell
        Setting: Turn on Module Logging
        Value: Enabled; Module Names: *
        Setting: Turn on PowerShell Script Block Logging
        Value: Enabled
        """,
        "PowerShell 7 has settings of its own, under PowerShell Core; they can follow these.");

    public static ReadySetting PowerShellRegistry { get; } = new(
        "Registry: the same on one computer",
        """
        reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ModuleLogging" /v EnableModuleLogging /t REG_DWORD /d 1 /f
        reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ModuleLogging\ModuleNames" /v * /t REG_SZ /d * /f
        reg add "HKLM\SOFTWARE\Policies\Microsoft\Windows\PowerShell\ScriptBlockLogging" /v EnableScriptBlockLogging /t REG_DWORD /d 1 /f
        """);

    public static ReadySetting LogSize { get; } = new(
        "Commands: larger logs",
        """
        wevtutil sl Microsoft-Windows-Sysmon/Operational /ms:1073741824
        wevtutil sl Security /ms:1073741824
        wevtutil sl Microsoft-Windows-PowerShell/Operational /ms:268435456
        """,
        "Sizes are bytes. A log that is full overwrites its oldest records before they are forwarded.");

    public static ReadySetting LogSizePolicy { get; } = new(
        "Group policy: a larger Security log",
        """
        Policy: Computer Configuration\Policies\Administrative Templates\Windows Components\Event Log Service\Security
        Setting: Specify the maximum log file size (KB)
        Value: Enabled; 1048576
        """);

    public static ReadySetting TimePolicy { get; } = new(
        "Group policy: time from the domain",
        """
        Policy: Computer Configuration\Policies\Administrative Templates\System\Windows Time Service\Time Providers
        Setting: Enable Windows NTP Client
        Value: Enabled
        Setting: Configure Windows NTP Client
        Value: Enabled; Type: NT5DS (members of a domain) or NTP (others)
        """);

    public static ReadySetting TimeCommands { get; } = new(
        "Commands: look at the clock and set it",
        """
        w32tm /query /status
        w32tm /resync /rediscover
        """);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReadySetting> All =>
        [ProcessCreation, ImageLoad, FileCreate, AuditProcessCreation, CommandLine, PowerShellPolicy, PowerShellRegistry, LogSize, LogSizePolicy, TimePolicy, TimeCommands];

    private static IEnumerable<string> Extensions =>
        [".bat", ".cmd", ".dll", ".exe", ".hta", ".js", ".jse", ".ps1", ".psm1", ".sct", ".vbe", ".vbs", ".wsc", ".wsf", ".wsh", ".xsl"];

    private static ReadySetting Sysmon(string title, string groups) => new(
        title,
        $"""
        <Sysmon schemaversion="4.50">
          <HashAlgorithms>SHA256</HashAlgorithms>
          <EventFiltering>
        {groups}
          </EventFiltering>
        </Sysmon>
        """,
        Merge);
}
