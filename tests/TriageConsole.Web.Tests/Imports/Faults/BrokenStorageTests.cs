using System.Data.Common;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Hosting.Settings;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Faults;

/// <summary>Imports on storage that gives out under them: told on the import, and gone on with once it is mended.</summary>
public sealed class BrokenStorageTests : IDisposable
{
    private const int Events = 25_000;

    private readonly string _root = Directory.CreateTempSubdirectory("triage-broken-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StorageFolder Storage => new(_root);

    private string Telemetry => Path.Combine(_root, "telemetry.ndjson");

    private string Undisturbed => Path.Combine(_root, "undisturbed.db");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Import_DiskFullThenFreed_SaysSoAndRetryGivesTheSame()
    {
        using var disk = TinyDisk.Mount(megabytes: 8);
        await RunUndisturbedAsync();
        var file = Path.Combine(disk.Path, "triage.db");
        await using (var bench = new ImportBench(Connection(file), Storage))
        {
            await bench.MigrateAsync();
            var id = await bench.AddAsync(Telemetry);

            await bench.RunAsync(id);

            var failed = await bench.ShownAsync(id);
            Assert.Equal(ImportState.Failed, failed.State);
            Assert.Contains("disk of the database is full", failed.Error, StringComparison.Ordinal);
            Assert.Contains("retry goes on", failed.Error, StringComparison.Ordinal);
            await bench.RunAsync(id);
            Assert.Equal(ImportState.Failed, (await bench.ShownAsync(id)).State);

            disk.Grow(megabytes: 256);
            Assert.True(await bench.Failures.WriteAsync(Cancel));
            Assert.Equal(ImportState.Failed, (await bench.ShownAsync(id)).State);
            Assert.True(await bench.RetryAsync(id));
            await bench.RunAsync(id);

            Assert.Equal((ImportState.Completed, null), ((await bench.ShownAsync(id)).State, (await bench.ShownAsync(id)).Error));
        }

        StoredTables.AssertEqual(Undisturbed, file);
    }

    [Fact]
    public async Task Import_DatabaseReadOnlyThenWritable_SaysSoAndRetryGivesTheSame()
    {
        await RunUndisturbedAsync();
        var file = Path.Combine(_root, "disturbed.db");
        long id;
        await using (var bench = new ImportBench(Connection(file), Storage))
        {
            await bench.MigrateAsync();
            id = await bench.AddAsync(Telemetry);
        }

        await using (var bench = new ImportBench(Connection(file) + ";Mode=ReadOnly", Storage))
        {
            await bench.RunAsync(id);

            var failed = await bench.ShownAsync(id);
            Assert.Equal(ImportState.Failed, failed.State);
            Assert.Contains("database is read-only", failed.Error, StringComparison.Ordinal);
            Assert.Contains("could not be told so yet", failed.Error, StringComparison.Ordinal);
            Assert.False(await bench.Failures.WriteAsync(Cancel));
            await Assert.ThrowsAnyAsync<DbException>(() => bench.RetryAsync(id));
        }

        // The row never heard of it: the next start takes the import up as it does after a kill.
        await using (var bench = new ImportBench(Connection(file), Storage))
        {
            Assert.Equal(ImportState.Queued, (await bench.ShownAsync(id)).State);
            await bench.RunAsync(id);
            Assert.Equal(ImportState.Completed, (await bench.ShownAsync(id)).State);
        }

        StoredTables.AssertEqual(Undisturbed, file);
    }

    [Fact]
    public async Task Keep_DiskFull_SaysSoAndLeavesNothing()
    {
        using var disk = TinyDisk.Mount(megabytes: 1);
        var storage = new StorageFolder(disk.Path);
        storage.Create();
        var door = new ImportDoor(null!, storage, null!, TimeProvider.System, null!);

        await Assert.ThrowsAnyAsync<IOException>(() => door.KeepAsync(new MemoryStream(new byte[2 * 1024 * 1024]), null, Cancel));

        Assert.Empty(Directory.GetFiles(storage.Uploads));
    }

    private static string Connection(string file) => $"Data Source={file};Pooling=False";

    private async Task RunUndisturbedAsync()
    {
        FaultTelemetry.Write(Telemetry, Events);
        await using var bench = new ImportBench(Connection(Undisturbed), Storage);
        await bench.MigrateAsync();
        var id = await bench.AddAsync(Telemetry);
        await bench.RunAsync(id);
        Assert.Equal(ImportState.Completed, (await bench.ShownAsync(id)).State);
    }
}
