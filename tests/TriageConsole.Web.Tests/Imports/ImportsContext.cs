using Bunit;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Features.Imports.Watching;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Pages;

namespace TriageConsole.Web.Tests.Imports;

/// <summary>The imports pages with a storage folder and a job queue that only listens.</summary>
public abstract class ImportsContext : PageContext
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-imports-").FullName;

    protected ImportsContext()
    {
        var storage = new StorageFolder(_folder);
        storage.Create();
        Services.AddSingleton(storage);
        Services.AddSingleton<IBackgroundJobClient>(Jobs);
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<LiveProgress>();
        Services.AddSingleton<FailedImports>();
        Services.AddSingleton<ImportDoorbell>();
        Services.AddSingleton<ImportDoor>();
        Services.AddSingleton(Options.Create(Watched));
        Services.AddSingleton<WatchBoard>();
        Services.AddScoped<ImportCommands>();
        Services.AddScoped<ImportQueries>();
        JSInterop.SetupModule("./js/drop-folder.js").SetupModule("mount", _ => true).Mode = JSRuntimeMode.Loose;
    }

    protected WatchOptions Watched { get; } = new();

    private protected JobClientSpy Jobs { get; } = new();

    protected IReadOnlyList<string> Kept => Directory.GetFiles(Uploads);

    protected string Uploads => Path.Combine(_folder, "uploads");

    protected async Task<long> AddImportAsync(string name, ImportState state, Action<ImportRow>? change = null)
    {
        await using var db = Store.CreateDbContext();
        var row = new ImportRow { Name = name, State = state, StoredPath = "stored", CreatedUtc = Store.Now, TotalBytes = 2_048 };
        change?.Invoke(row);
        db.Imports.Add(row);
        await db.SaveChangesAsync();
        return row.Id;
    }

    protected async Task<ImportRow> ReadImportAsync(long id)
    {
        await using var db = Store.CreateDbContext();
        return (await db.Imports.FindAsync(id))!;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            Directory.Delete(_folder, recursive: true);
    }
}
