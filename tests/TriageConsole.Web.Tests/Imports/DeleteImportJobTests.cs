using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

/// <summary>Imports through the real pipeline, then deletes.</summary>
public sealed class DeleteImportJobTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-delete-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TriageContext Db => console.Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContext();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task RunAsync_ImportWithAlerts_LeavesNothingOfItButWhatWasDecided()
    {
        var (office, officeFile) = await ImportAsync("wks-014-nxlog.ndjson.gz");
        var (laptop, _) = await ImportAsync("lap-107-ecs.ndjson.gz");
        await using var db = Db;
        var others = await db.Alerts.CountAsync(a => a.FirstImportId == laptop, Cancel);
        var raised = await db.Alerts.Where(a => a.FirstImportId == office).OrderBy(a => a.Id).ToListAsync(Cancel);
        Assert.True(raised.Count > 1);
        raised[0].Status = AlertStatus.Closed;
        await db.SaveChangesAsync(Cancel);

        await DeleteAsync(office);

        Assert.False(File.Exists(officeFile));
        Assert.Equal([raised[0].Id], await db.Alerts.Where(a => a.FirstImportId == office).Select(a => a.Id).ToListAsync(Cancel));
        Assert.Equal(others, await db.Alerts.CountAsync(a => a.FirstImportId == laptop, Cancel));
        var left = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == office, Cancel);
        Assert.Equal((ImportState.Cancelled, ""), (left.State, left.StoredPath));
        Assert.Contains("decided alerts", left.Error, StringComparison.Ordinal);

        await DeleteAsync(laptop);

        Assert.False(await db.Imports.AnyAsync(i => i.Id == laptop, Cancel));
        Assert.Equal(0, await db.Alerts.CountAsync(a => a.FirstImportId == laptop, Cancel));
        Assert.Equal(1, await db.Hosts.CountAsync(Cancel));
    }

    [Theory]
    [InlineData(ImportOrigin.Upload, true)]
    [InlineData(ImportOrigin.Intake, true)]
    [InlineData(ImportOrigin.Seed, false)]
    public async Task RunAsync_BytesOfAnImport_GoOnlyWhereTheConsoleKeepsThem(ImportOrigin origin, bool ours)
    {
        var file = Path.Combine(ours ? Storage.Uploads : _folder, $"{origin}.ndjson");
        await File.WriteAllTextAsync(file, "{}", Cancel);
        await using var db = Db;
        var row = new ImportRow { Name = "bytes", Origin = origin, StoredPath = file, CreatedUtc = DateTime.UtcNow };
        db.Imports.Add(row);
        await db.SaveChangesAsync(Cancel);

        await DeleteAsync(row.Id);

        Assert.Equal(ours, !File.Exists(file));
        Assert.False(await db.Imports.AnyAsync(i => i.Id == row.Id, Cancel));
    }

    private StorageFolder Storage => console.Services.GetRequiredService<StorageFolder>();

    private async Task<(long Id, string File)> ImportAsync(string capture)
    {
        var file = Path.Combine(Storage.Uploads, capture);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "seed-data", "telemetry", capture), file);
        await using var db = Db;
        var row = new ImportRow { Name = capture, StoredPath = file, CreatedUtc = DateTime.UtcNow };
        db.Imports.Add(row);
        await db.SaveChangesAsync(Cancel);
        await console.Services.GetRequiredService<ImportRunner>().RunAsync(row.Id, Cancel);
        return (row.Id, file);
    }

    private async Task DeleteAsync(long id)
    {
        await using var db = Db;
        await db.Imports.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Deleting), Cancel);
        var job = console.Services.GetRequiredService<DeleteImportJob>();
        await job.RunAsync(id, Cancel);
        await job.RunAsync(id, Cancel);
    }
}
