namespace TriageConsole.Testing.Demo;

/// <summary>What is installed in the demo estate, by short name.</summary>
public static class DemoPrograms
{
    private const string Framework = @"C:\Windows\Microsoft.NET\Framework64\v4.0.30319";
    private const string Office = @"C:\Program Files\Microsoft Office\root\Office16";

    private static readonly Dictionary<string, DemoProgram> _all = new(StringComparer.Ordinal)
    {
        ["services"] = DemoProgram.OfWindows("services.exe", "Services and Controller app"),
        ["svchost"] = DemoProgram.OfWindows("svchost.exe", "Host Process for Windows Services"),
        ["winlogon"] = DemoProgram.OfWindows("winlogon.exe", "Windows Logon Application"),
        ["userinit"] = DemoProgram.OfWindows("userinit.exe", "Userinit Logon Application"),
        ["explorer"] = DemoProgram.OfWindows("explorer.exe", "Windows Explorer", @"C:\Windows"),
        ["cmd"] = DemoProgram.OfWindows("cmd.exe", "Windows Command Processor"),
        ["conhost"] = DemoProgram.OfWindows("conhost.exe", "Console Window Host"),
        ["powershell"] = DemoProgram.OfWindows("powershell.exe", "Windows PowerShell", @"C:\Windows\System32\WindowsPowerShell\v1.0"),
        ["wscript"] = DemoProgram.OfWindows("wscript.exe", "Microsoft ® Windows Based Script Host"),
        ["cscript"] = DemoProgram.OfWindows("cscript.exe", "Microsoft ® Console Based Script Host"),
        ["mshta"] = DemoProgram.OfWindows("mshta.exe", "Microsoft (R) HTML Application host"),
        ["rundll32"] = DemoProgram.OfWindows("rundll32.exe", "Windows host process (Rundll32)"),
        ["regsvr32"] = DemoProgram.OfWindows("regsvr32.exe", "Microsoft(C) Register Server"),
        ["msiexec"] = DemoProgram.OfWindows("msiexec.exe", "Windows® installer"),
        ["installutil"] = DemoProgram.OfWindows("InstallUtil.exe", ".NET Framework installation utility", Framework),
        ["ngen"] = DemoProgram.OfWindows("ngen.exe", "Microsoft Common Language Runtime native compiler", Framework),
        ["wmiprvse"] = DemoProgram.OfWindows("WmiPrvSE.exe", "WMI Provider Host", @"C:\Windows\System32\wbem"),
        ["taskhostw"] = DemoProgram.OfWindows("taskhostw.exe", "Host Process for Windows Tasks"),
        ["dllhost"] = DemoProgram.OfWindows("dllhost.exe", "COM Surrogate"),
        ["backgroundtaskhost"] = DemoProgram.OfWindows("backgroundTaskHost.exe", "Background Task Host"),
        ["runtimebroker"] = DemoProgram.OfWindows("RuntimeBroker.exe", "Runtime Broker"),
        ["searchprotocolhost"] = DemoProgram.OfWindows("SearchProtocolHost.exe", "Microsoft Windows Search Protocol Host"),
        ["gpscript"] = DemoProgram.OfWindows("gpscript.exe", "Group Policy Script Application"),
        ["gpupdate"] = DemoProgram.OfWindows("gpupdate.exe", "Microsoft® Group Policy Update Utility"),
        ["net"] = DemoProgram.OfWindows("net.exe", "Net Command"),
        ["whoami"] = DemoProgram.OfWindows("whoami.exe", "whoami - displays logged on user information"),
        ["ipconfig"] = DemoProgram.OfWindows("ipconfig.exe", "IP Configuration Utility"),
        ["robocopy"] = DemoProgram.OfWindows("Robocopy.exe", "Microsoft® Robust File Copy"),
        ["notepad"] = DemoProgram.OfWindows("notepad.exe", "Notepad"),
        ["mmc"] = DemoProgram.OfWindows("mmc.exe", "Microsoft Management Console"),
        ["sppsvc"] = DemoProgram.OfWindows("sppsvc.exe", "Microsoft Software Protection Platform Service"),
        ["vssvc"] = DemoProgram.OfWindows("VSSVC.exe", "Microsoft® Volume Shadow Copy Service"),
        ["defender"] = DemoProgram.OfVendor(@"C:\ProgramData\Microsoft\Windows Defender\Platform\4.18.24090.11-0\MpCmdRun.exe", "Microsoft Corporation", "Microsoft Malware Protection"),
        ["ccmexec"] = DemoProgram.OfVendor(@"C:\Windows\CCM\CcmExec.exe", "Microsoft Corporation", "Microsoft Configuration Manager"),
        ["monitoringhost"] = DemoProgram.OfVendor(@"C:\Program Files\Microsoft Monitoring Agent\Agent\MonitoringHost.exe", "Microsoft Corporation", "Microsoft Monitoring Agent"),
        ["outlook"] = DemoProgram.OfVendor(Office + @"\OUTLOOK.EXE", "Microsoft Corporation", "Microsoft Office"),
        ["excel"] = DemoProgram.OfVendor(Office + @"\EXCEL.EXE", "Microsoft Corporation", "Microsoft Office"),
        ["winword"] = DemoProgram.OfVendor(Office + @"\WINWORD.EXE", "Microsoft Corporation", "Microsoft Office"),
        ["edge"] = DemoProgram.OfVendor(@"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe", "Microsoft Corporation", "Microsoft Edge"),
        ["edgeupdate"] = DemoProgram.OfVendor(@"C:\Program Files (x86)\Microsoft\EdgeUpdate\MicrosoftEdgeUpdate.exe", "Microsoft Corporation", "Microsoft Edge Update"),
        ["ledger"] = DemoProgram.OfVendor(@"C:\Program Files\Acme\Ledger\Ledger.exe", "Acme Software GmbH", "Acme Ledger"),
        ["backup"] = DemoProgram.OfVendor(@"C:\Program Files\Acme\Backup\AcmeBackup.exe", "Acme Software GmbH", "Acme Backup"),
        ["7zip"] = DemoProgram.Unsigned(@"C:\Program Files\7-Zip\7zG.exe"),
    };

    /// <summary>The program of that short name.</summary>
    public static DemoProgram Get(string name) => _all[name];
}
