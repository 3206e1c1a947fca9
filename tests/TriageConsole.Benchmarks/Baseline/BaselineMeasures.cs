using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Benchmarks.Screens;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting.Rejudge;

namespace TriageConsole.Benchmarks.Baseline;

/// <summary>The live preview of an approved use, and judging all of history again, on the store of a large estate.</summary>
internal static class BaselineMeasures
{
    private const int Rounds = 15;
    private const double Preview = 1_000;
    private const double Rejudge = 60_000;

    private static readonly string[] _all = ["preview", "rejudge"];

    /// <param name="arguments">Processes, a folder to keep the store in and find it again, and which measures; all may be left out.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var processes = arguments.Select(a => int.TryParse(a, CultureInfo.InvariantCulture, out var n) ? n : 0).FirstOrDefault(n => n > 0, 1_000_000);
        var folder = arguments.FirstOrDefault(a => !int.TryParse(a, CultureInfo.InvariantCulture, out _) && !_all.Contains(a));
        var wanted = _all.Where(arguments.Contains).DefaultIfEmpty("all").ToHashSet();
        var root = folder is null ? Directory.CreateTempSubdirectory("triage-baseline-").FullName : Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        try
        {
            var report = new Report();
            await using var console = new ScreenConsole(root);
            await new JudgedEstate(console.Services).EnsureAsync(processes);
            if (wanted.Contains("all") || wanted.Contains("preview"))
                await PreviewAsync(console.Services, report);
            if (wanted.Contains("all") || wanted.Contains("rejudge"))
                await RejudgeAsync(console.Services, report);
            return report.Print() == 0 ? 0 : 1;
        }
        finally
        {
            if (folder is null)
                Directory.Delete(root, recursive: true);
        }
    }

    private static async Task PreviewAsync(IServiceProvider services, Report report)
    {
        var preview = services.GetRequiredService<BaselinePreview>();
        await using var scope = services.CreateAsyncScope();
        await using var db = services.GetRequiredService<TriageDatabase>().CreateDbContext();
        var alert = await db.Alerts.OrderByDescending(a => a.Id).Select(a => a.PublicId).FirstAsync();
        var draft = await scope.ServiceProvider.GetRequiredService<AllowQueries>().DraftAsync(alert, CancellationToken.None) ?? throw new InvalidOperationException("The alert has no draft.");
        var start = Stopwatch.GetTimestamp();
        var first = await preview.RunAsync(draft.Conditions, alert, CancellationToken.None);
        report.AddOne("preview: the first after a start", Stopwatch.GetElapsedTime(start).TotalMilliseconds, Preview);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  compared with {first.Compared:N0} alerts"));
        await OneAsync("preview: as the panel opens, one alert covered", _ => draft.Conditions);
        await OneAsync("preview: one script anywhere", i => JudgedEstate.Conditions(i * 7 % ScriptUses.Scripts));
        await OneAsync("preview: every script of a folder, all alerts covered", i =>
        [
            new(UseField.ProxyImage, @"c:\windows\system32\cscript.exe"),
            new(UseField.Script, @"c:\programdata\contoso\tools\*.vbs"),
            new(UseField.ParentImage, $@"c:\windows\system32\svchost{new string('*', i % 2)}.exe"),
            new(UseField.ChildImage, @"c:\windows\system32\wbem\*"),
        ]);
        await OneAsync("preview: nothing covered, many near", i =>
        [
            new(UseField.ProxyImage, @"c:\windows\system32\cscript.exe"),
            new(UseField.Script, $@"c:\programdata\contoso\other{i}\*.vbs"),
            new(UseField.User, @"CORP\*"),
        ]);
        await CancelledAsync(preview, report);

        async Task OneAsync(string what, Func<int, IReadOnlyList<UseCondition>> conditions)
        {
            var times = new List<double>();
            for (var i = 0; i < Rounds; i++)
            {
                var at = Stopwatch.GetTimestamp();
                await preview.RunAsync(conditions(i), alert, CancellationToken.None);
                times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }

            report.Add(what, times, Preview);
        }
    }

    // What the next edit waits for: the count before it, given up.
    private static async Task CancelledAsync(BaselinePreview preview, Report report)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            using var edit = new CancellationTokenSource();
            var counted = Task.Run(() => preview.RunAsync(JudgedEstate.Conditions(i), null, edit.Token));
            await Task.Delay(20 + (i * 10));
            var at = Stopwatch.GetTimestamp();
            await edit.CancelAsync();
            await Task.WhenAny(counted);
            times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        }

        report.Add("preview: given up for the next edit", times, 200);
    }

    private static async Task RejudgeAsync(IServiceProvider services, Report report)
    {
        var runner = services.GetRequiredService<RejudgeRunner>();
        report.AddOne("judge again: a try, nothing differs", await RunAsync(RejudgeMode.Try, string.Empty), Rejudge);
        var added = new RejudgeRequest(0)
        {
            AddedUses = [new() { Id = Guid.CreateVersion7(), Title = "trial", Owner = "trial", Reason = "trial", ExpiresUtc = DateTime.MaxValue, Conditions = JudgedEstate.Conditions(0) }],
        };
        report.AddOne("judge again: a try of one more approved use", await RunAsync(RejudgeMode.Try, added.WriteUses()), Rejudge);
        report.AddOne("judge again: applied, nothing differs", await RunAsync(RejudgeMode.Apply, string.Empty), Rejudge);

        async Task<double> RunAsync(RejudgeMode mode, string uses)
        {
            await using var db = services.GetRequiredService<TriageDatabase>().CreateDbContext();
            var run = new RejudgeRunRow { Mode = mode, Slot = 1, UsesJson = uses, RequestedBy = "bench", CreatedUtc = DateTime.UnixEpoch };
            db.RejudgeRuns.Add(run);
            await db.SaveChangesAsync();
            var at = Stopwatch.GetTimestamp();
            await runner.RunAsync(run.Id, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(at).TotalMilliseconds;
            await db.Entry(run).ReloadAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {run.ProcessesDone:N0} processes of {run.HostsDone:N0} hosts: {run.Same:N0} same, {run.New:N0} new, {run.Gone:N0} gone, {run.Covered:N0} covered, {run.Uncovered:N0} uncovered; {run.State} {run.Error}"));
            return run.State == RejudgeState.Completed ? took : double.NaN;
        }
    }
}
