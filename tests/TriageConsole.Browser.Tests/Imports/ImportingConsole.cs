using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Browser.Tests.Imports;

/// <summary>A console that watches two folders, one of which is away, and to which programs handed in events over HTTP.</summary>
public sealed class ImportingConsole : ConsoleServer
{
    private readonly string _root = Directory.CreateTempSubdirectory("triage-browser-imports-").FullName;

    /// <summary>The folder that is watched.</summary>
    public string Watched => Path.Combine(_root, "drop");

    /// <summary>A place of its own for what a test drops.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"), name)).FullName;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Watch:Folders:0:Path"] = Watched,
        ["Watch:Folders:0:AfterImport"] = "Move",
        ["Watch:Folders:1:Path"] = Path.Combine(_root, "share that is away"),
        ["Watch:IntervalSeconds"] = "0.5",
        ["Watch:QuietSeconds"] = "0.5",
    };

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        Directory.CreateDirectory(Watched);
        await using var db = await Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync();
        var now = DateTime.UtcNow;
        foreach (var (name, days, warnings) in ((string, int, int)[])[("collector", 0, 0), ("collector", 0, 0), ("collector", 1, 3), ("<img src=x onerror=alert(1)>", 1, 0)])
        {
            db.Imports.Add(new ImportRow
            {
                Name = $"Intake · {name}",
                Origin = ImportOrigin.Intake,
                StoredPath = string.Empty,
                State = warnings > 0 ? ImportState.CompletedWithWarnings : ImportState.Completed,
                CreatedUtc = now.AddDays(-days),
                StartedUtc = now.AddDays(-days),
                FinishedUtc = now.AddDays(-days),
                TotalBytes = 4_200_000,
                ReadBytes = 4_200_000,
                Records = 12_345,
                Processes = 678,
                AlertsRaised = 2,
                Warnings = warnings,
            });
        }

        await db.SaveChangesAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
