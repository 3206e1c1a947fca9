namespace TriageConsole.Testing.Demo.Scenes;

/// <summary>A booted host with its services, and who is logged on; what the scenes play on.</summary>
internal sealed class Session
{
    private Session(DemoHost host, DemoAccount person, DateTime boot)
    {
        Host = host;
        Person = person;
        Services = Start(boot, "services", @"C:\Windows\system32\services.exe", DemoAccount.System, null);
        Svchost = Start(boot.AddSeconds(2), "svchost", @"C:\Windows\system32\svchost.exe -k DcomLaunch -p", DemoAccount.System, Services);
        Schedule = Start(boot.AddSeconds(3), "svchost", @"C:\Windows\system32\svchost.exe -k netsvcs -p -s Schedule", DemoAccount.System, Services);
        Ccm = Start(boot.AddSeconds(40), "ccmexec", @"C:\Windows\CCM\CcmExec.exe", DemoAccount.System, Services);
    }

    public DemoHost Host { get; }

    public DemoAccount Person { get; }

    public DemoProcess Services { get; }

    public DemoProcess Svchost { get; }

    public DemoProcess Schedule { get; }

    public DemoProcess Ccm { get; }

    /// <summary>The desktop of whoever is logged on.</summary>
    public DemoProcess Desktop { get; private set; } = null!;

    public static Session Boot(DemoHost host, DemoAccount person, DateTime boot)
    {
        var session = new Session(host, person, boot);
        session.Logon(boot.AddMinutes(9));
        return session;
    }

    /// <summary>winlogon → userinit → explorer, with the logon script of group policy beside it.</summary>
    private void Logon(DateTime at)
    {
        var winlogon = Start(at, "winlogon", "winlogon.exe", DemoAccount.System, null);
        var userinit = Start(at.AddSeconds(4), "userinit", @"C:\Windows\system32\userinit.exe", Person, winlogon, 25);
        Desktop = Start(at.AddSeconds(5), "explorer", @"C:\Windows\Explorer.EXE", Person, userinit);
    }

    public DemoProcess Start(DateTime at, string program, string commandLine, DemoAccount account, DemoProcess? parent, double? seconds = null, string? directory = null)
    {
        var process = Host.Start(at, DemoPrograms.Get(program), commandLine, account, parent, seconds, directory);
        if (program is "wscript" or "cscript")
        {
            Host.Load(at.AddMilliseconds(40), process, DemoProgram.OfWindows("vbscript.dll", "Microsoft ® VBScript"));
            Host.Load(at.AddMilliseconds(55), process, DemoProgram.OfWindows("wshom.ocx", "Windows Script Host Runtime Library"));
        }

        if (program is "powershell" or "installutil")
        {
            Host.Load(at.AddMilliseconds(70), process, DemoProgram.OfWindows("clr.dll", "Microsoft .NET Runtime Common Language Runtime", @"C:\Windows\Microsoft.NET\Framework64\v4.0.30319"));
            Host.Load(at.AddMilliseconds(95), process, DemoProgram.Unsigned(@"C:\Windows\assembly\NativeImages_v4.0.30319_64\System\7a1f2c0d5be94c0f8d3c6f1c2e9a4b77\System.ni.dll"));
        }

        return process;
    }

    /// <summary>A console program under the shell of an administrator who works on this host.</summary>
    public DemoProcess AdminShell(DateTime at, DemoAccount admin, double seconds)
    {
        var shell = Start(at, "cmd", @"""C:\Windows\system32\cmd.exe"" ", admin, Desktop, seconds, $@"C:\Users\{admin.Name}\");
        Start(at.AddMilliseconds(60), "conhost", @"\??\C:\Windows\system32\conhost.exe 0x4", admin, shell, seconds - 0.2);
        return shell;
    }
}
