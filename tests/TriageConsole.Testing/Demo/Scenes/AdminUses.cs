namespace TriageConsole.Testing.Demo.Scenes;

/// <summary>Script hosts at honest work: deployment, logon scripts, licensing, set-up, monitoring, inventory.</summary>
internal static class AdminUses
{
    /// <summary>Group policy runs the drive-mapping script from SYSVOL at logon.</summary>
    public static void LogonScript(Session on, DateTime at)
    {
        const string script = @"\\acme.example\SysVol\acme.example\Policies\{6F1C2B7E-42D1-4C53-9D0B-5A8E3F2C7711}\User\Scripts\Logon\drives.vbs";
        var gpscript = on.Start(at, "gpscript", @"gpscript.exe /Logon", on.Person, on.Svchost, 14);
        var host = on.Start(at.AddSeconds(1), "wscript", $@"""C:\Windows\System32\WScript.exe"" ""{script}"" ", on.Person, gpscript, 9);
        on.Start(at.AddSeconds(3), "net", @"""C:\Windows\System32\net.exe"" use Q: \\FS-02\projects /persistent:no", on.Person, host, 1);
        on.Start(at.AddSeconds(5), "net", @"""C:\Windows\System32\net.exe"" use P: \\FS-02\profiles /persistent:no", on.Person, host, 1);
    }

    /// <summary>Configuration Manager installs a package by its script.</summary>
    public static void Deployment(Session on, DateTime at, string cache)
    {
        var host = on.Start(at, "cscript", $@"""C:\Windows\System32\cscript.exe"" //B //NoLogo ""C:\Windows\ccmcache\{cache}\Install.vbs"" /silent", DemoAccount.System, on.Ccm, 95, $@"C:\Windows\ccmcache\{cache}\");
        on.Start(at.AddSeconds(2), "msiexec", $@"""C:\Windows\System32\msiexec.exe"" /i ""C:\Windows\ccmcache\{cache}\AcmeReader.msi"" /qn /norestart", DemoAccount.System, host, 88);
        on.Host.Write(at.AddSeconds(70), host, $@"C:\Windows\CCM\Logs\AcmeReader-{cache}.log");
    }

    /// <summary>The inventory script runs from ProgramData every morning: looks like an attack, is documented.</summary>
    public static void Inventory(Session on, DateTime at)
    {
        var host = on.Start(at, "cscript", @"C:\Windows\System32\cscript.exe //B //NoLogo C:\ProgramData\Acme\Inventory\collect.vbs /site:hq", DemoAccount.System, on.Schedule, 41, @"C:\ProgramData\Acme\Inventory\");
        on.Start(at.AddSeconds(2), "cmd", @"""C:\Windows\System32\cmd.exe"" /c ipconfig /all > C:\ProgramData\Acme\Inventory\net.txt", DemoAccount.System, host, 2);
        on.Host.Write(at.AddSeconds(30), host, @"C:\ProgramData\Acme\Inventory\report.xml");
    }

    /// <summary>The monitoring agent's discovery scripts, many times a day.</summary>
    public static void Monitoring(Session on, DateTime from, int times, TimeSpan every)
    {
        var agent = on.Start(from.AddSeconds(-30), "monitoringhost", @"""C:\Program Files\Microsoft Monitoring Agent\Agent\MonitoringHost.exe"" -Embedding", DemoAccount.System, on.Services);
        for (var i = 0; i < times; i++)
        {
            var at = from + every * i;
            var folder = $@"C:\Program Files\Microsoft Monitoring Agent\Agent\Health Service State\Monitoring Host Temporary Files {12 + i % 3}\{4100 + i}";
            on.Start(at, "cscript", $@"""C:\Windows\system32\cscript.exe"" /nologo ""{folder}\DiscoverDisks.vbs"" 0 {{1D870AA6-DDF2-4D5A-8B1A-6F0E7C2A9F10}} {on.Host.Name}", DemoAccount.System, agent, 4.5);
        }
    }

    /// <summary>An administrator looks after licences, remote management, printers and a service.</summary>
    public static void Maintenance(Session on, DateTime at, DemoAccount admin)
    {
        var shell = on.AdminShell(at, admin, 1500);
        on.Start(at.AddSeconds(25), "cscript", @"cscript.exe //nologo C:\Windows\System32\slmgr.vbs /dlv", admin, shell, 6);
        on.Start(at.AddSeconds(80), "cscript", @"cscript  //nologo ""C:\Windows\System32\winrm.vbs"" quickconfig -q", admin, shell, 7);
        on.Start(at.AddSeconds(130), "cscript", @"cscript C:\Windows\System32\Printing_Admin_Scripts\en-US\prnmngr.vbs -l", admin, shell, 5);
        on.Start(at.AddSeconds(240), "installutil", @"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\InstallUtil.exe ""C:\Program Files\Acme\Ledger\LedgerService.exe""", admin, shell, 8, @"C:\Program Files\Acme\Ledger\");
        on.Start(at.AddSeconds(400), "powershell", @"powershell.exe -NoProfile -File ""C:\Program Files\Acme\Ledger\tools\Test-Ledger.ps1""", admin, shell, 30);
        on.Start(at.AddSeconds(600), "mmc", @"""C:\Windows\system32\mmc.exe"" C:\Windows\system32\services.msc", admin, shell, 300);
    }

    /// <summary>Nightly backup with its robocopy runs.</summary>
    public static void Backup(Session on, DateTime at, int folders)
    {
        var job = on.Start(at, "backup", @"""C:\Program Files\Acme\Backup\AcmeBackup.exe"" run nightly", DemoAccount.System, on.Schedule, 60 * folders + 20);
        for (var i = 0; i < folders; i++)
            on.Start(at.AddSeconds(5 + 60 * i), "robocopy", $@"robocopy D:\Shares\Team{i:00} \\192.0.2.30\backup\Team{i:00} /MIR /R:1 /W:1", DemoAccount.System, job, 50);
    }
}
