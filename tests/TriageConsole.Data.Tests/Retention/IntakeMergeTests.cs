using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Data.Tests.Ingest;
using TriageConsole.Domain.Events;
using Xunit;

namespace TriageConsole.Data.Tests.Retention;

public sealed class IntakeMergeTests
{
    private static readonly DateTime _day = new(2026, 3, 2, 10, 0, 0, DateTimeKind.Utc);
    private static readonly ProcessCreatedEvent _shell = Tell.Sysmon1(0, 1, 300, @"C:\Windows\explorer.exe");
    private static readonly ProcessCreatedEvent _script = Tell.Sysmon1(0, 10, 400, @"C:\Windows\System32\wscript.exe", "wscript a.vbs").From(_shell);
    private static readonly ProcessCreatedEvent _editor = Tell.Sysmon1(0, 30, 600, @"C:\Windows\System32\notepad.exe").From(_shell);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_ADayOfOneToken_BecomesOneImportThatLostNothing(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        long[] ids = [await IntakeAsync(test, _shell), await IntakeAsync(test, _script), await IntakeAsync(test, _editor)];
        var knowledge = await KnowledgeAsync(test);
        var days = await DaysAsync(test);
        await using var db = test.Context();
        var witnesses = await db.Witnesses.AsNoTracking().OrderBy(w => w.Id).Select(w => new { w.Id, w.ImportFileId, w.RecordIndex }).ToListAsync(Cancel);

        var merged = await new IntakeMerge(test.Database).RunAsync(_day.AddDays(8), Cancel);

        Assert.Equal(2, merged);
        var left = await db.Imports.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((ids[2], 3L, 3L, 300L, 30, _day.AddHours(-1)), (left.Id, left.Records, left.Events, left.TotalBytes, left.AlertsRaised, left.StartedUtc));
        Assert.Equal(knowledge, await KnowledgeAsync(test));
        Assert.Equal(days, await DaysAsync(test));
        Assert.Equal(witnesses, await db.Witnesses.AsNoTracking().OrderBy(w => w.Id).Select(w => new { w.Id, w.ImportFileId, w.RecordIndex }).ToListAsync(Cancel));
        Assert.Equal([ids[2]], await db.ImportFiles.Select(f => f.ImportId).Distinct().ToListAsync(Cancel));
        Assert.Equal([ids[2]], await db.ProxyDays.Select(d => d.ImportId).Distinct().ToListAsync(Cancel));
        Assert.Equal([ids[2]], await db.HostDays.Select(d => d.ImportId).Distinct().ToListAsync(Cancel));
        Assert.Equal([ids[2]], await db.ImportHosts.Select(h => h.ImportId).Distinct().ToListAsync(Cancel));
        Assert.Equal([ids[2]], await db.Processes.Select(p => p.FirstImportId).Distinct().ToListAsync(Cancel));
        Assert.Equal(0, await new IntakeMerge(test.Database).RunAsync(_day.AddDays(8), Cancel));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_ThenDeleted_TakesTheWholeDayAway(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await IntakeAsync(test, _shell);
        var last = await IntakeAsync(test, _script);
        await new IntakeMerge(test.Database).RunAsync(_day.AddDays(8), Cancel);

        var removal = new ImportRemoval(test.Database);
        await removal.RemoveAsync(last, Cancel);
        Assert.True(await removal.ForgetAsync(last, Cancel));

        await using var db = test.Context();
        Assert.Equal((0, 0, 0, 0), (await db.Processes.CountAsync(Cancel), await db.Imports.CountAsync(Cancel), await db.HostDays.CountAsync(Cancel), await db.Hosts.CountAsync(Cancel)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_FilesNothingRestsOn_GoButForOne(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await IntakeAsync(test, _shell);
        await IntakeAsync(test, _script);
        await IntakeAsync(test, _editor);
        await using var db = test.Context();
        await db.ImportFiles.ExecuteUpdateAsync(set => set.SetProperty(f => f.State, ImportFileState.Done), Cancel);
        await db.Witnesses.ExecuteDeleteAsync(Cancel);

        await new IntakeMerge(test.Database).RunAsync(_day.AddDays(8), Cancel);

        Assert.Equal(1, await db.ImportFiles.CountAsync(Cancel));
    }

    public static TheoryData<Engine, string> Differences
    {
        get
        {
            var data = new TheoryData<Engine, string>();
            foreach (var engine in Enum.GetValues<Engine>())
            {
                foreach (var what in (string[])["day", "name", "origin", "state", "warnings", "bytes", "age"])
                    data.Add(engine, what);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Run_ImportThatDiffers_StaysAsItIs(Engine engine, string what)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await IntakeAsync(test, _shell);
        await IntakeAsync(test, _script, row =>
        {
            switch (what)
            {
                case "day": row.CreatedUtc = _day.AddHours(14); break;
                case "name": row.Name = "Intake · other"; break;
                case "origin": row.Origin = ImportOrigin.Upload; break;
                case "state": row.State = ImportState.Failed; break;
                case "warnings": row.Warnings = 1; break;
                case "bytes": row.StoredPath = "spool/1.json.spool"; break;
                default: row.FinishedUtc = _day.AddDays(8); break;
            }
        });

        Assert.Equal(0, await new IntakeMerge(test.Database).RunAsync(_day.AddDays(8), Cancel));

        await using var db = test.Context();
        Assert.Equal(2, await db.Imports.CountAsync(Cancel));
        Assert.Equal(2, await db.ImportFiles.Select(f => f.ImportId).Distinct().CountAsync(Cancel));
    }

    private static async Task<long> IntakeAsync(TestDatabase test, ProcessCreatedEvent e, Action<ImportRow>? change = null)
    {
        var id = await test.ImportAsync(e);
        await using var db = test.Context();
        var row = await db.Imports.SingleAsync(i => i.Id == id, Cancel);
        (row.Name, row.Origin, row.State, row.StoredPath) = ("Intake · collector", ImportOrigin.Intake, ImportState.Completed, string.Empty);
        (row.CreatedUtc, row.StartedUtc, row.FinishedUtc) = (_day, _day.AddHours(id == 1 ? -1 : 0), _day.AddMinutes(1));
        (row.TotalBytes, row.AlertsRaised) = (100, 10);
        change?.Invoke(row);
        await db.SaveChangesAsync(Cancel);
        return id;
    }

    // Days are counted by import; their sums are compared by themselves.
    private static async Task<List<string>> KnowledgeAsync(TestDatabase test) =>
        [.. (await test.KnowledgeAsync()).Split('\n').Where(line => !line.StartsWith("day ", StringComparison.Ordinal))];

    private static async Task<List<string>> DaysAsync(TestDatabase test)
    {
        await using var db = test.Context();
        var rows = await db.HostDays.AsNoTracking().ToListAsync(Cancel);
        return [.. rows.GroupBy(d => (d.HostId, d.Day, d.Component)).Select(g => $"{g.Key}: {g.Sum(d => d.Count)}").Order(StringComparer.Ordinal)];
    }
}
