using TriageConsole.Web.Features.Exercises.Plan;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Exercises.Run;

/// <summary>What runs on any computer while somebody works at it. A computer on which nothing ran but the attack would tell.</summary>
internal static class OrdinarySession
{
    private const string System = @"NT AUTHORITY\SYSTEM";
    private const string Folder = @"C:\Windows\System32\";

    private static readonly string[] _services =
        ["-k DcomLaunch -p", "-k RPCSS -p", "-k LocalService -p -s nsi", "-k netsvcs -p -s Schedule", "-k NetworkService -p -s Dnscache", "-k netsvcs -p -s Winmgmt", "-k LocalServiceNetworkRestricted -p -s Dhcp"];

    private static readonly (string Image, string Line)[] _programs =
    [
        (@"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe", @"""C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"" --profile-directory=Default"),
        (@"C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE", @"""C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE"""),
        (@"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE", @"""C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"" /dde"),
        (@"C:\Windows\System32\notepad.exe", @"""C:\Windows\system32\NOTEPAD.EXE"""),
        (@"C:\Windows\System32\SnippingTool.exe", @"""C:\Windows\system32\SnippingTool.exe"""),
    ];

    public static IReadOnlyList<SelfTestProcess> Of(int seed)
    {
        var draws = new Draws(seed);
        double boot = 9_000 + draws.Below(20_000);
        var logon = 3_000 + draws.Below(4_000);
        var services = new SelfTestProcess
        {
            Image = Folder + "services.exe",
            Line = @"C:\Windows\system32\services.exe",
            Account = System,
            After = boot,
            Children = [.. draws.Shuffled(_services).Take(4 + draws.Below(3)).Select((service, i) => Of("svchost.exe", @"C:\Windows\system32\svchost.exe " + service, boot - 1 - i))],
        };
        var shell = new SelfTestProcess
        {
            Image = @"C:\Windows\explorer.exe",
            Line = @"C:\Windows\Explorer.EXE",
            After = logon - 2,
            Children = [.. draws.Shuffled(_programs).Take(2 + draws.Below(3)).Select(program => new SelfTestProcess { Image = program.Image, Line = program.Line, After = logon - 40 - draws.Below(2_500) })],
        };
        return
        [
            services,
            Of("winlogon.exe", "winlogon.exe", logon + 20) with
            {
                Children = [new SelfTestProcess { Image = Folder + "userinit.exe", Line = @"C:\Windows\system32\userinit.exe", After = logon, Children = [shell] }],
            },
        ];
    }

    private static SelfTestProcess Of(string name, string line, double before) => new() { Image = Folder + name, Line = line, Account = System, After = before };
}
