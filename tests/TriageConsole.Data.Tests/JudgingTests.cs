using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Judging;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests;

/// <summary>Verdicts written as alerts and compared with them, on both databases.</summary>
public sealed class JudgingTests
{
    private const int HostId = 1;

    private static readonly DateTime _at = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
    private static readonly JudgedUnder _first = new("1.0+a", 0, string.Empty);
    private static readonly JudgedUnder _second = new("1.1+b", 3, "0123456789ab");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Compare_ThenApply_SaysWhatIsThenWritten(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var judged = await SeedAsync(test, 4);
        var writer = new AlertWriter(test.Database, TimeProvider.System);
        await writer.ApplyAsync(HostId, 0, judged, [Verdict(1, 50, "a"), Verdict(2, 70, "a"), Verdict(3, 30, "b")], _first, Cancel);
        await using (var db = test.Context())
        {
            var touched = await db.Alerts.SingleAsync(a => a.ProxyProcessId == 3, Cancel);
            touched.Assignee = "ana";
            await db.SaveChangesAsync(Cancel);
        }

        ChainVerdict[] verdicts = [Verdict(1, 50, "a"), Verdict(2, 80, "a", "c"), Verdict(4, 90, "<img src=x onerror=alert(1)>")];
        var diff = new JudgementDiff();
        await new AlertComparer(test.Database).CompareAsync(HostId, judged, verdicts, diff, Cancel);

        Assert.Equal((1, 1, 1, 1, 1), (diff.New, diff.Gone, diff.Kept, diff.Moved, diff.Same));
        Assert.Equal([RejudgeChange.New, RejudgeChange.Gone, RejudgeChange.Moved], diff.Changes.Select(c => c.Kind).Order());
        var moved = diff.Changes.Single(c => c.Kind == RejudgeChange.Moved);
        Assert.Equal((70, 80, 10, "c"), (moved.FromScore!.Value, moved.ToScore!.Value, moved.Weight, moved.Signals));
        Assert.Equal(1, diff.Signals.Single(s => s.SignalId == "b").Gone);

        var changes = await writer.ApplyAsync(HostId, 0, judged, verdicts, _second, Cancel);
        Assert.Equal((1, 1, 0), (changes.Raised, changes.Updated, changes.Gone));
        await using var read = test.Context();
        var added = await read.Alerts.SingleAsync(a => a.ProxyProcessId == 4, Cancel);
        Assert.Equal(diff.Changes.Single(c => c.Kind == RejudgeChange.New).AlertId, added.PublicId);
        Assert.Equal((3, "1.1+b", "0123456789ab"), (added.SettingsVersion, added.JudgedWith, added.BaselineRevision));

        // As it was, but judged under other versions now; the one that a person has stays as it was judged.
        var same = await read.Alerts.SingleAsync(a => a.ProxyProcessId == 1, Cancel);
        Assert.Equal((50, 3, "1.1+b"), (same.Score, same.SettingsVersion, same.JudgedWith));
        var kept = await read.Alerts.SingleAsync(a => a.ProxyProcessId == 3, Cancel);
        Assert.Equal(("ana", 30, 0), (kept.Assignee, kept.Score, kept.SettingsVersion));
        Assert.Empty(await read.AlertHistory.Where(h => h.Action == AlertAction.Rejudged).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Apply_OtherThresholdsOnly_MovesTheLevel(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var judged = await SeedAsync(test, 1);
        var writer = new AlertWriter(test.Database, TimeProvider.System);
        await writer.ApplyAsync(HostId, 0, judged, [Verdict(1, 50, "a")], _first, Cancel);

        var changes = await writer.ApplyAsync(HostId, 0, judged, [Verdict(1, 50, "a") with { Level = Severity.High }], _first, Cancel);

        Assert.Equal(1, changes.Updated);
        await using var read = test.Context();
        var alert = await read.Alerts.Include(a => a.History).SingleAsync(Cancel);
        Assert.Equal(Severity.High, alert.Level);
        Assert.Equal("Medium 50 → High 50", alert.History.Single(h => h.Action == AlertAction.Rejudged).Note);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Records_WrittenAgain_AreReplaced(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await SeedAsync(test, 1);
        var records = new JudgementRecords(test.Database, TimeProvider.System);

        await records.WriteAsync(HostId, _first, new Dictionary<string, SignalFailures>(StringComparer.Ordinal) { ["a"] = new(2, "x\0y"), ["b"] = new(1, "z") }, Cancel);
        await records.WriteAsync(HostId, _second, new Dictionary<string, SignalFailures>(StringComparer.Ordinal) { ["a"] = new(5, "w") }, Cancel);
        await records.WriteAsync(99, _second, new Dictionary<string, SignalFailures>(StringComparer.Ordinal), Cancel);

        await using var read = test.Context();
        var judgement = await read.HostJudgements.SingleAsync(Cancel);
        Assert.Equal((HostId, "1.1+b", 3, "0123456789ab"), (judgement.HostId, judgement.JudgedWith, judgement.SettingsVersion, judgement.BaselineRevision));
        var failure = await read.SignalFailures.SingleAsync(Cancel);
        Assert.Equal(("a", 5, "w"), (failure.SignalId, failure.Processes, failure.Error));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Rows_SecondUnfinishedRunOrSecondSettingsInForce_AreRefused(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var db = test.Context();
        db.RejudgeRuns.AddRange(new RejudgeRunRow { RequestedBy = "a", Slot = 1 }, new RejudgeRunRow { RequestedBy = "a" }, new RejudgeRunRow { RequestedBy = "a" });
        db.DetectionSettings.AddRange(Settings(1, SettingsState.Applied), Settings(2, SettingsState.Draft), Settings(3, SettingsState.Draft), Settings(4, SettingsState.Replaced), Settings(5, SettingsState.Replaced));
        await db.SaveChangesAsync(Cancel);

        await using (var second = test.Context())
        {
            second.RejudgeRuns.Add(new RejudgeRunRow { RequestedBy = "b", Slot = 1 });
            await Assert.ThrowsAsync<DbUpdateException>(() => second.SaveChangesAsync(Cancel));
        }

        await using (var second = test.Context())
        {
            second.DetectionSettings.Add(Settings(6, SettingsState.Applied));
            await Assert.ThrowsAsync<DbUpdateException>(() => second.SaveChangesAsync(Cancel));
        }

        await using var other = test.Context();
        var draft = await other.DetectionSettings.SingleAsync(s => s.Number == 2, Cancel);
        await db.DetectionSettings.Where(s => s.Number == 2).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SettingsState.Discarded), Cancel);
        draft.State = SettingsState.Replaced;
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync(Cancel));
    }

    [Fact]
    public void Diff_MoreThanItKeeps_KeepsTheWeightiestAndCountsAll()
    {
        var diff = new JudgementDiff();
        for (var i = 1; i <= JudgementDiff.Samples + 50; i++)
            diff.Add(RejudgeChange.New, Facts(i), null, Verdict(i, i % 100, "a"));

        Assert.Equal(JudgementDiff.Samples + 50, diff.New);
        Assert.Equal(JudgementDiff.Samples, diff.Changes.Count());
        Assert.Equal(Enumerable.Range(1, JudgementDiff.Samples + 50).Select(i => i % 100).OrderDescending().Take(JudgementDiff.Samples), diff.Changes.Select(c => c.Weight).OrderDescending());
        Assert.Equal(JudgementDiff.Samples + 50, Assert.Single(diff.Signals).New);
    }

    private static DetectionSettingsRow Settings(int number, SettingsState state) => new() { Number = number, State = state, Json = "{}", Note = "n", CreatedBy = "a", CreatedUtc = _at };

    private static async Task<Dictionary<long, ProcessFacts>> SeedAsync(TestDatabase test, int processes)
    {
        await using var db = test.Context();
        db.Texts.Add(new TextRow { Id = 1, Value = @"C:\Windows\System32\wscript.exe", Hash = 1 });
        db.Hosts.Add(new HostRow { Id = HostId, Name = "WS-1", NameKey = "ws-1", LabelKey = "ws-1", FirstSeenUtc = _at, LastSeenUtc = _at });
        for (var i = 1; i <= processes; i++)
            db.Processes.Add(new ProcessRow { Id = i, HostId = HostId, ProcessId = i, StartUtc = _at.AddMinutes(i), ImageId = 1, ImageNameId = 1 });
        await db.SaveChangesAsync(Cancel);
        return Enumerable.Range(1, processes).ToDictionary(i => (long)i, i => Facts(i));
    }

    private static ProcessFacts Facts(int id) => new()
    {
        Id = id,
        Host = "WS-1",
        ProcessId = (uint)id,
        StartUtc = _at.AddMinutes(id),
        Image = @"C:\Windows\System32\wscript.exe",
        CommandLine = "<img src=x onerror=alert(1)>" + new string('x', 600),
    };

    private static ChainVerdict Verdict(int proxy, int score, params string[] signals) => new()
    {
        ProxyProcessId = proxy,
        Host = "WS-1",
        FirstUtc = _at.AddMinutes(proxy),
        LastUtc = _at.AddMinutes(proxy),
        Score = score,
        Level = score >= 65 ? Severity.High : Severity.Medium,
        Completeness = 50,
        Technique = "T1216",
        Summary = "s",
        Chain = "c",
        Fingerprint = new string('0', 32),
        Findings = [.. signals.Select(id => new Finding(id, proxy, 40, "t", null, [new("CommandLine", -1, 0, "x", "y")]))],
        Ledger = [],
        Members = [new(proxy, ChainRole.Proxy)],
    };
}
