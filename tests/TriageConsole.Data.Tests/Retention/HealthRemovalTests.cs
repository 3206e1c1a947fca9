using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Data.Tests.Ingest;
using TriageConsole.Domain.Events;
using Xunit;

namespace TriageConsole.Data.Tests.Retention;

public sealed class HealthRemovalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Remove_AnImport_TakesItsHoursAndRanges(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var first = await test.ImportAsync(At(0, 0));
        var second = await test.ImportAsync(At(1, 3600));

        await new ImportRemoval(test.Database).RemoveAsync(first, Cancel);

        await using var db = test.Context();
        Assert.Equal([second], await db.HostHours.Select(h => h.ImportId).ToListAsync(Cancel));
        Assert.Equal([second], await db.RecordRanges.Select(r => r.ImportId).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Sweep_OldHoursAndRanges_GoAndDayCountsStay(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.ImportAsync(At(0, 0), At(900, 3 * 86_400));

        await new RetentionSweep(test.Database).RunAsync(Tell.At(2 * 86_400), Cancel);

        await using var db = test.Context();
        Assert.Equal(DateOnly.FromDateTime(Tell.At(3 * 86_400)), Assert.Single(await db.HostHours.Select(h => h.Day).ToListAsync(Cancel)));
        Assert.True(await db.RecordRanges.AllAsync(r => r.ToTicks >= Tell.At(2 * 86_400).Ticks, Cancel));
        Assert.Equal(2, await db.HostDays.Select(d => d.Day).Distinct().CountAsync(Cancel));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Merge_ADaysImports_JoinsHoursAndRanges(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        foreach (var at in (double[])[0, 3600, 7200])
            await IntakeAsync(test, At((long)(at / 3600), at));

        Assert.Equal(2, await new IntakeMerge(test.Database).RunAsync(Tell.At(86_400 * 30), Cancel));

        await using var db = test.Context();
        var hours = await db.HostHours.SingleAsync(Cancel);
        var range = await db.RecordRanges.SingleAsync(Cancel);
        Assert.Equal((1 << 7) | (1 << 8) | (1 << 9), hours.Hours);
        Assert.Equal((1000L, 1002L, 0, hours.ImportId), (range.First, range.Last, range.Gaps, range.ImportId));
    }

    private static async Task IntakeAsync(TestDatabase test, ProcessCreatedEvent e)
    {
        var import = await test.ImportAsync(e);
        await using var db = test.Context();
        await db.Imports.Where(i => i.Id == import).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.Origin, ImportOrigin.Intake).SetProperty(i => i.State, ImportState.Completed).SetProperty(i => i.StoredPath, "")
                .SetProperty(i => i.CreatedUtc, Tell.Zero).SetProperty(i => i.FinishedUtc, Tell.Zero),
            Cancel);
    }

    private static ProcessCreatedEvent At(long index, double seconds) => Tell.Sysmon1(index, seconds, (uint)(400 + index), @"C:\Windows\System32\cmd.exe");
}
