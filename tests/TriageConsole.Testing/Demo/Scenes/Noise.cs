namespace TriageConsole.Testing.Demo.Scenes;

/// <summary>What runs anyway: services, updaters, office work. None of it is worth an alert.</summary>
internal static class Noise
{
    private sealed record Habit(string Program, string CommandLine, string Parent, bool AsPerson, int Seconds);

    private static readonly Habit[] _background =
    [
        new("svchost", @"C:\Windows\system32\svchost.exe -k netsvcs -p -s wlidsvc", "services", false, 300),
        new("svchost", @"C:\Windows\System32\svchost.exe -k wsappx -p -s AppXSvc", "services", false, 240),
        new("sppsvc", @"C:\Windows\system32\sppsvc.exe", "services", false, 120),
        new("vssvc", @"C:\Windows\system32\vssvc.exe", "services", false, 180),
        new("wmiprvse", @"C:\Windows\system32\wbem\wmiprvse.exe -secured -Embedding", "svchost", false, 90),
        new("dllhost", @"C:\Windows\system32\DllHost.exe /Processid:{AB8902B4-09CA-4BB6-B78D-A8F59079A8D5}", "svchost", false, 10),
        new("taskhostw", "taskhostw.exe Install $(Arg0)", "schedule", false, 30),
        new("edgeupdate", @"""C:\Program Files (x86)\Microsoft\EdgeUpdate\MicrosoftEdgeUpdate.exe"" /ua /installsource scheduler", "schedule", false, 15),
        new("defender", @"""C:\ProgramData\Microsoft\Windows Defender\Platform\4.18.24090.11-0\MpCmdRun.exe"" SignatureUpdate -ScheduleJob", "schedule", false, 20),
        new("ngen", @"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\ngen.exe ExecuteQueuedItems /LegacyServiceBehavior", "schedule", false, 12),
        new("gpupdate", @"""C:\Windows\system32\gpupdate.exe"" /target:computer", "schedule", false, 6),
        new("searchprotocolhost", @"""C:\Windows\system32\SearchProtocolHost.exe"" Global\UsGthrFltPipeMssGthrPipe12 Global\UsGthrCtrlFltPipeMssGthrPipe12 1", "services", false, 60),
    ];

    private static readonly Habit[] _desk =
    [
        new("edge", @"""C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"" --profile-directory=Default", "desktop", true, 2400),
        new("outlook", @"""C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE"" ", "desktop", true, 7200),
        new("excel", @"""C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"" ""Q:\Controlling\Forecast.xlsx""", "desktop", true, 1500),
        new("winword", @"""C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE"" /n ""Q:\Projekte\Angebot.docx""", "desktop", true, 1200),
        new("ledger", @"""C:\Program Files\Acme\Ledger\Ledger.exe""", "desktop", true, 3600),
        new("notepad", @"""C:\Windows\system32\notepad.exe"" ", "desktop", true, 200),
        new("backgroundtaskhost", @"""C:\Windows\system32\backgroundTaskHost.exe"" -ServerName:App.AppXmtcan0h2tfbfy7k9kn8hbxb6dmzz1zh0.mca", "svchost", true, 20),
        new("runtimebroker", @"C:\Windows\System32\RuntimeBroker.exe -Embedding", "svchost", true, 400),
        new("rundll32", @"C:\Windows\system32\rundll32.exe shell32.dll,Control_RunDLL desk.cpl,,3", "desktop", true, 40),
        new("dllhost", @"C:\Windows\system32\DllHost.exe /Processid:{7966B4D8-4FDC-4126-A10B-39A3209AD251}", "svchost", true, 8),
    ];

    public static void Background(Session on, DateTime from, DateTime to, int count) => Play(on, _background, from, to, count);

    public static void Desk(Session on, DateTime from, DateTime to, int count) => Play(on, _desk, from, to, count);

    /// <summary>A chat program that installs and updates itself in the profile: signed, in a folder that users can write.</summary>
    public static void Chat(Session on, DateTime at)
    {
        var folder = $@"C:\Users\{on.Person.Name}\AppData\Local\Chatter";
        var updater = on.Host.Start(at, DemoProgram.OfVendor(folder + @"\Update.exe", "Chatter Networks Inc.", "Chatter"), $@"""{folder}\Update.exe"" --processStart Chatter.exe", on.Person, on.Desktop, 6);
        var chat = DemoProgram.OfVendor(folder + @"\app-4.38.1\Chatter.exe", "Chatter Networks Inc.", "Chatter");
        var main = on.Host.Start(at.AddSeconds(2), chat, $@"""{chat.Path}""", on.Person, updater, 28_000);
        on.Host.Start(at.AddSeconds(4), chat, $@"""{chat.Path}"" --type=renderer", on.Person, main, 27_900);
    }

    private static void Play(Session on, Habit[] habits, DateTime from, DateTime to, int count)
    {
        var seed = on.Host.Seed;
        var span = (int)(to - from).TotalSeconds;
        for (var i = 0; i < count; i++)
        {
            var habit = seed.Pick(habits);
            var at = from.AddSeconds(seed.Between(0, span)).AddMilliseconds(seed.Between(0, 1000));
            var parent = habit.Parent switch
            {
                "services" => on.Services,
                "schedule" => on.Schedule,
                "desktop" => on.Desktop,
                _ => on.Svchost,
            };
            var process = on.Start(at, habit.Program, habit.CommandLine, habit.AsPerson ? on.Person : DemoAccount.System, parent, seed.Between(1, habit.Seconds) + 0.25);
            if (habit.Program == "edge")
                Tabs(on, process, at);
            if (habit.Program == "excel")
                on.Host.Write(at.AddSeconds(6), process, $@"C:\Users\{on.Person.Name}\AppData\Roaming\Microsoft\Office\Recent\Forecast.LNK");
        }
    }

    private static void Tabs(Session on, DemoProcess browser, DateTime at)
    {
        foreach (var kind in (string[])["gpu-process", "renderer", "utility"])
            on.Start(at.AddSeconds(1 + kind.Length / 10.0), "edge", $@"""C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"" --type={kind} --lang=de", on.Person, browser, on.Host.Seed.Between(5, 900));
    }
}
