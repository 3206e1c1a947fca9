using System.Diagnostics;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

/// <summary>Debian's rsyslog with its Elasticsearch output as the client.</summary>
public sealed class RsyslogTests : IAsyncDisposable
{
    private const string Program = "/usr/sbin/rsyslogd";

    private static readonly string[] _outputs =
        ["/usr/lib/x86_64-linux-gnu/rsyslog/omelasticsearch.so", "/usr/lib/aarch64-linux-gnu/rsyslog/omelasticsearch.so", "/usr/lib/rsyslog/omelasticsearch.so"];

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-rsyslog-").FullName;
    private Process? _rsyslog;

    [Fact]
    public async Task Omelasticsearch_SendsLines_TheyAreImported()
    {
        Assert.SkipUnless(File.Exists(Program) && _outputs.Any(File.Exists), "rsyslog with rsyslog-elasticsearch is not installed.");
        await using var console = new ServedConsole();
        await console.PrepareAsync();
        await console.StartAsync("--Intake:SealSeconds=0.5");
        var commands = Enumerable.Range(0, 50).Select(_ => SampleEvents.NewCommand()).ToList();
        var log = Path.Combine(_folder, "windows.json");
        await File.WriteAllLinesAsync(log, commands.Select(SampleEvents.Json), TestContext.Current.CancellationToken);

        Start(console, log);

        foreach (var command in commands)
            Assert.True(await console.ImportsAsync(command), await SaidAsync());
        Assert.False(File.Exists(Path.Combine(_folder, "errors.json")), await SaidAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_rsyslog is not null)
        {
            _rsyslog.Kill();
            await _rsyslog.WaitForExitAsync();
            _rsyslog.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private void Start(ServedConsole console, string log)
    {
        var settings = Path.Combine(_folder, "rsyslog.conf");
        File.WriteAllText(settings, $$"""
            global(workDirectory="{{_folder}}" maxMessageSize="64k")
            module(load="imfile" mode="polling" pollingInterval="1")
            module(load="omelasticsearch")
            input(type="imfile" file="{{log}}" tag="windows:" ruleset="console" readTimeout="1")
            template(name="as-it-is" type="string" string="%msg%")
            ruleset(name="console") {
              action(type="omelasticsearch" server="127.0.0.1" serverport="{{console.Port}}" uid="rsyslog" pwd="{{console.Token}}"
                     template="as-it-is" searchIndex="windows" searchType="" bulkmode="on" errorFile="{{_folder}}/errors.json"
                     action.resumeRetryCount="-1" action.resumeInterval="1")
            }
            syslog.* action(type="omfile" file="{{_folder}}/own.log")
            """);
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-n", "-f", settings, "-i", Path.Combine(_folder, "rsyslogd.pid")])
            start.ArgumentList.Add(argument);
        _rsyslog = Process.Start(start)!;
        _rsyslog.OutputDataReceived += (_, line) => Note(line.Data);
        _rsyslog.ErrorDataReceived += (_, line) => Note(line.Data);
        _rsyslog.BeginOutputReadLine();
        _rsyslog.BeginErrorReadLine();
    }

    private readonly System.Text.StringBuilder _said = new();

    private void Note(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }

    private async Task<string> SaidAsync()
    {
        string said;
        lock (_said)
            said = _said.ToString();
        foreach (var file in new[] { "errors.json", "own.log" }.Select(name => Path.Combine(_folder, name)).Where(File.Exists))
            said += await File.ReadAllTextAsync(file);
        return said;
    }
}
