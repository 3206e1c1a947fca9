using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Features.Imports.Watching;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Watching;

/// <summary>A watched folder with real files, a real database, a clock that stands and a job queue that only listens.</summary>
internal sealed class WatchBench : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("triage-watch-").FullName;
    private readonly WatchOptions _options = new() { QuietSeconds = 10 };

    public WatchBench(string afterImport = WatchFolderOptions.Mark, string pattern = "", string movedTo = "", IDbContextFactory<TriageContext>? contexts = null)
    {
        Folder = Directory.CreateDirectory(Path.Combine(_root, "drop")).FullName;
        Storage = new(Path.Combine(_root, "data"));
        Storage.Create();
        _options.Folders.Add(new() { Path = Folder, AfterImport = afterImport, Pattern = pattern, MovedTo = movedTo });
        Contexts = contexts ?? Store;
        Start();
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public AlertStore Store { get; } = new();

    public IDbContextFactory<TriageContext> Contexts { get; }

    public JobClientSpy Jobs { get; } = new();

    public StorageFolder Storage { get; }

    public string Root => _root;

    public string Folder { get; }

    public WatchBoard Board { get; private set; } = null!;

    public WatchState State => Board.States[0];

    private WatchRound Round { get; set; } = null!;

    /// <summary>As after a restart: nothing is remembered but what was stored.</summary>
    public void Start()
    {
        var options = Options.Create(_options);
        Board = new(options);
        var door = new ImportDoor(Contexts, Storage, new ImportDoorbell(Jobs), Store.Time, Store.Notices);
        Round = new(door, Board, Storage, Contexts, options, Store.Time, Store.Notices, NullLogger<WatchRound>.Instance);
    }

    public void AlsoWatch(string path)
    {
        _options.Folders.Add(new() { Path = path });
        Start();
    }

    public string Write(string path, string content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    public Task LookAsync() => Round.RunAsync(Cancel);

    /// <summary>A look, the time that a file must stand still, and another.</summary>
    public async Task SettleAsync()
    {
        await LookAsync();
        Store.Time.Advance(TimeSpan.FromSeconds(10));
        await LookAsync();
    }

    public async Task<IReadOnlyList<ImportRow>> ImportsAsync()
    {
        await using var db = Store.CreateDbContext();
        return await db.Imports.AsNoTracking().OrderBy(i => i.Id).ToListAsync(Cancel);
    }

    /// <summary>Names and contents of all imports.</summary>
    public async Task<IReadOnlyList<string>> TakenAsync() =>
        [.. (await ImportsAsync()).Select(import => $"{import.Name}: {File.ReadAllText(import.StoredPath)}")];

    public async Task EndAllAsync(ImportState state)
    {
        await using var db = Store.CreateDbContext();
        await db.Imports.ExecuteUpdateAsync(set => set.SetProperty(i => i.State, state), Cancel);
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
