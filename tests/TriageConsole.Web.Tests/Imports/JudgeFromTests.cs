using System.Globalization;
using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Headless;
using TriageConsole.Web.Features.Imports.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

/// <summary>An import judges from the earliest process that it brought or changed; that must give what judging everything gives.</summary>
public sealed class JudgeFromTests : IDisposable
{
    private const int Parts = 12;

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-judge-from-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Telemetry => Path.Combine(AppContext.BaseDirectory, "seed-data", "telemetry");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("wks-014-nxlog.ndjson.gz", 0)]
    [InlineData("wks-014-nxlog.ndjson.gz", 1)]
    [InlineData("srv-app03-winlogbeat.ndjson.gz", 0)]
    [InlineData("srv-app03-winlogbeat.ndjson.gz", 2)]
    [InlineData("lap-107-ecs.ndjson.gz", 3)]
    public async Task Judge_AfterEachOfManyImports_GivesTheAlertsOfJudgingAll(string capture, int seed)
    {
        await using var scratch = new ScratchConsole();
        var database = scratch.Services.GetRequiredService<TriageDatabase>();
        await database.MigrateAsync(Cancel);
        foreach (var part in Split(capture, seed))
            await ImportAsync(scratch, part);
        var stepwise = await AlertsAsync(database);

        var judge = scratch.Services.GetRequiredService<HostJudge>();
        await using (var db = database.CreateDbContext())
        {
            foreach (var host in await db.Hosts.Select(h => h.Id).ToListAsync(Cancel))
                await judge.RunAsync(host, 0, BaselineMatcher.Empty, Cancel);
        }

        Assert.NotEmpty(stepwise);
        Assert.Equal(await AlertsAsync(database), stepwise);
    }

    [Fact]
    public async Task HostsTouchedBy_LaterRecordsAlone_BeginsWithThem()
    {
        await using var scratch = new ScratchConsole();
        var database = scratch.Services.GetRequiredService<TriageDatabase>();
        await database.MigrateAsync(Cancel);
        var parts = Split("wks-014-nxlog.ndjson.gz", 0).ToList();
        var imports = new List<long>();
        foreach (var part in parts)
            imports.Add(await ImportAsync(scratch, part));

        await using var db = database.CreateDbContext();
        var first = await db.Processes.MinAsync(p => p.StartUtc, Cancel);
        var latest = imports[^1];
        var last = await db.ImportHosts.Where(h => h.ImportId == latest).Select(h => h.FromTicks).SingleAsync(Cancel);
        Assert.True(last > first!.Value.AddHours(1).Ticks, "The last part reached back to the beginning.");

        // The same again changes nothing, so there is nothing to judge.
        var again = await ImportAsync(scratch, parts[^1]);
        Assert.Equal(ImportHostRow.Nothing, await db.ImportHosts.Where(h => h.ImportId == again).Select(h => h.FromTicks).SingleAsync(Cancel));
    }

    private static async Task<long> ImportAsync(ScratchConsole scratch, string path)
    {
        var database = scratch.Services.GetRequiredService<TriageDatabase>();
        var import = new ImportRow { Name = path, Origin = ImportOrigin.Scan, StoredPath = path, CreatedUtc = DateTime.UnixEpoch, State = ImportState.Reading };
        await using (var db = database.CreateDbContext())
        {
            db.Imports.Add(import);
            await db.SaveChangesAsync(Cancel);
        }

        await scratch.Services.GetRequiredService<ReadStep>().RunAsync(import.Id, PathSource.Of(path), Cancel);
        await scratch.Services.GetRequiredService<JudgeStep>().RunAsync(import.Id, Cancel);
        await using (var db = database.CreateDbContext())
            await db.Imports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Completed), Cancel);
        return import.Id;
    }

    // In order, or with its lines dealt out at random: then ends, modules and children come before their processes.
    private List<string> Split(string capture, int seed)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Telemetry, capture)), CompressionMode.Decompress));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (seed > 0)
            new Random(seed).Shuffle(lines);
        var paths = new List<string>();
        foreach (var part in lines.Chunk((lines.Length + Parts - 1) / Parts))
        {
            var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"part-{paths.Count:D2}.ndjson"));
            File.WriteAllLines(path, part);
            paths.Add(path);
        }

        return paths;
    }

    private static async Task<List<string>> AlertsAsync(TriageDatabase database)
    {
        await using var db = database.CreateDbContext();
        var alerts = await db.Alerts.AsNoTracking().Include(a => a.Findings).Include(a => a.Processes).AsSplitQuery().OrderBy(a => a.ProxyProcessId).ToListAsync(Cancel);
        return [.. alerts.Select(a => string.Create(
            CultureInfo.InvariantCulture,
            $"{a.ProxyProcessId} {a.Score} {a.Level} {a.Completeness} {string.Join(',', a.Findings.Select(f => f.SignalId + f.Points).Order(StringComparer.Ordinal))} {string.Join(',', a.Processes.Select(p => p.ProcessId + ":" + p.Role).Order(StringComparer.Ordinal))}"))];
    }
}
