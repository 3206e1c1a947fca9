using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

public sealed class HostHoursTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_EventsOfSomeHours_SetTheirBits(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        // 07:00, 08:00 and, in another batch, 23:59:59 of the same day; 00:00 of the next.
        await test.ImportAsync(2, [At(0, Tell.Zero), At(1, Tell.Zero.AddHours(1)), At(2, Tell.Zero.Date.AddDays(1).AddSeconds(-1)), At(3, Tell.Zero.Date.AddDays(1))]);

        var rows = await RowsAsync(test);
        Assert.Equal([(1 << 7) | (1 << 8) | (1 << 23), 1], rows.Select(r => r.Hours));
        Assert.All(rows, row => Assert.Null(row.LeadMs));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_TwoClocks_KeepsTheExtremes(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var import = await test.NewImportAsync();
        await using (var db = test.Context())
            await db.Imports.Where(i => i.Id == import).ExecuteUpdateAsync(set => set.SetProperty(i => i.CreatedUtc, Tell.Zero.AddHours(1)), Cancel);
        await test.GoOnAsync(
            import, 1,
            [
                At(0, Tell.Zero) with { LoggedUtc = Tell.Zero.AddMilliseconds(250) },
                At(1, Tell.Zero.AddHours(3)) with { LoggedUtc = Tell.Zero.AddHours(2) },
                At(2, Tell.Zero.AddHours(9)) with { TimeBasis = TimeBasis.Uncertain },
            ],
            int.MaxValue);

        var row = Assert.Single(await RowsAsync(test));
        Assert.Equal((7_200_000L, -250L, 3_600_000L), (row.LeadMs, row.OwnMinMs, row.OwnMaxMs));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_ParentsVerdictInAnotherBatchOrImport_IsCountedOnceForEachChild(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var shell = Tell.Sysmon1(0, 1, 300, @"C:\Windows\explorer.exe");
        ProcessCreatedEvent[] children = [Tell.Sysmon1(1, 5, 400, @"C:\a.exe").From(shell), Tell.Sysmon1(2, 6, 404, @"C:\b.exe").From(shell)];
        await test.ImportAsync([shell, .. children]);
        Assert.Equal(0, await ParentSignaturesAsync(test));

        await test.ImportAsync(1, [Tell.Sysmon7(0, 1.1, shell, shell.Image, Tell.Valid), Tell.Sysmon7(1, 1.2, shell, shell.Image, Tell.Valid)]);
        Assert.Equal(2, await ParentSignaturesAsync(test));

        await test.ImportAsync(Tell.Sysmon1(0, 8, 408, @"C:\c.exe").From(shell));
        Assert.Equal(3, await ParentSignaturesAsync(test));
    }

    [Fact]
    public async Task Write_ParentsHashGetsAVerdict_CountsItsChildren()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var shell = Tell.Sysmon1(0, 1, 300, @"C:\Windows\explorer.exe") with { Hashes = new() { Sha1 = Tell.Sha1(1) } };
        await test.ImportAsync(shell, Tell.Sysmon1(1, 5, 400, @"C:\a.exe").From(shell));
        Assert.Equal(0, await ParentSignaturesAsync(test));

        var elsewhere = Tell.Sysmon1(0, 1, 900, @"C:\Windows\explorer.exe") with { Host = "ws9" };
        await test.ImportAsync(elsewhere, Tell.Sysmon7(1, 2, elsewhere, elsewhere.Image, Tell.Valid, Tell.Sha1(1)) with { Host = "ws9" });
        Assert.Equal(1, await ParentSignaturesAsync(test));
    }

    private static ProcessCreatedEvent At(long index, DateTime utc) => Tell.Sysmon1(index, index, (uint)(400 + index), @"C:\Windows\System32\cmd.exe") with { UtcTime = utc };

    private static async Task<List<HostHoursRow>> RowsAsync(TestDatabase test)
    {
        await using var db = test.Context();
        return await db.HostHours.AsNoTracking().OrderBy(r => r.Day).ToListAsync(Cancel);
    }

    private static async Task<long> ParentSignaturesAsync(TestDatabase test)
    {
        await using var db = test.Context();
        return await db.HostDays.Where(d => d.Component == DataComponent.ParentSignature).SumAsync(d => d.Count, Cancel);
    }
}
