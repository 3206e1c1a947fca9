using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Imports.Intake;

/// <summary>The demo telemetry and approved uses, through the same import as everything else; once a database.</summary>
public sealed class DemoData(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "seed-data");

    public async Task EnsureAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Imports.AnyAsync(i => i.Origin == ImportOrigin.Seed, cancel))
            return;
        var now = time.GetUtcNow().UtcDateTime;
        var telemetry = Path.Combine(Folder, "telemetry");
        AddBaseline(db, Path.Combine(Folder, "baseline", "demo.json"), now);
        db.Imports.Add(new ImportRow
        {
            Name = "Demo telemetry",
            Origin = ImportOrigin.Seed,
            StoredPath = telemetry,
            TotalBytes = new DirectoryInfo(telemetry).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
            CreatedUtc = now,
        });
        await db.SaveChangesAsync(cancel);
    }

    // An entry past its end is left out: the demo outlives its dates.
    private static void AddBaseline(TriageContext db, string file, DateTime now)
    {
        var uses = BaselineFile.Parse(File.ReadAllText(file), now).Uses;
        db.ApprovedUses.AddRange(uses.Select(use => new ApprovedUseRow
        {
            Id = use.Id,
            Title = use.Title,
            State = use.State,
            Owner = use.Owner,
            Reason = use.Reason,
            Ticket = use.Ticket,
            ConditionsJson = UseRecord.WriteConditions(use.Conditions),
            ReviewUtc = use.ExpiresUtc,
            ExpiresUtc = use.ExpiresUtc,
            ProposedBy = "demo",
            ProposedUtc = now,
            DecidedBy = use.State == Domain.Baseline.ApprovedUseState.Active ? "demo" : null,
            DecidedUtc = use.State == Domain.Baseline.ApprovedUseState.Active ? now : null,
        }));
    }
}
