using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>The roll-up of starts of script hosts: each start once for its host and once for all, whatever tells it and in which order.</summary>
public sealed class ProxyCountTests
{
    private const string Script = @"C:\Windows\System32\wscript.exe";
    private const string Shell = @"C:\Windows\System32\WindowsPowerShell\v1.0\PowerShell.EXE";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_StartsOfTwoHosts_AreCountedForEachAndForAll(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var first = Tell.Sysmon1(0, 10, 400, Script);
        await test.ImportAsync(
            first, first.Twin(1), Tell.Sysmon1(2, 20, 404, Shell), Tell.Sysmon1(3, 30, 408, @"C:\Windows\notepad.exe"),
            Tell.Sysmon1(4, 10, 500, Script) with { Host = "ws2" }, Tell.Sysmon1(5, 86_400, 504, Script) with { Host = "ws2" });

        var (one, two) = (await HostAsync(test, Tell.Host), await HostAsync(test, "ws2"));
        var day = DateOnly.FromDateTime(Tell.Zero);

        Assert.Equal(
            [
                (ProxyDayRow.AllHosts, day, "powershell.exe", 1L), (ProxyDayRow.AllHosts, day, "wscript.exe", 2), (ProxyDayRow.AllHosts, day.AddDays(1), "wscript.exe", 1),
                (one, day, "powershell.exe", 1), (one, day, "wscript.exe", 1), (two, day, "wscript.exe", 1), (two, day.AddDays(1), "wscript.exe", 1),
            ],
            await CountsAsync(test));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_SameStartToldAgainByAnotherImport_IsCountedOnce(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var start = Tell.Sysmon1(0, 10, 400, Script);
        await test.ImportAsync(start);

        await test.ImportAsync(start.Twin(0));
        await test.ImportAsync(start);

        Assert.Equal([1L, 1L], (await CountsAsync(test)).Select(c => c.Count));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Remove_TheImport_TakesItsCountsAway(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var kept = await test.ImportAsync(Tell.Sysmon1(0, 10, 400, Script));
        var gone = await test.ImportAsync(Tell.Sysmon1(0, 20, 404, Script));

        await new ImportRemoval(test.Database).RemoveAsync(gone, Cancel);

        await using var db = test.Context();
        Assert.Equal([kept], await db.ProxyDays.Select(d => d.ImportId).Distinct().ToListAsync(Cancel));
        Assert.Equal(2, await db.ProxyDays.SumAsync(d => d.Count, Cancel));
    }

    private static async Task<int> HostAsync(TestDatabase test, string name)
    {
        await using var db = test.Context();
        return await db.Hosts.Where(h => h.NameKey == name).Select(h => h.Id).SingleAsync(Cancel);
    }

    private static async Task<List<(int Host, DateOnly Day, string Name, long Count)>> CountsAsync(TestDatabase test)
    {
        await using var db = test.Context();
        return [.. (await db.ProxyDays.Include(d => d.ImageName).ToListAsync(Cancel))
            .Select(d => (Host: d.HostId, d.Day, Name: d.ImageName!.Value, d.Count)).Order()];
    }
}
