using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Headless;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>Runs scenarios through the pipeline as it is, under what is in force, in a database that is thrown away.</summary>
public sealed class SelfTestRunner(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    // An import each: progress is told after every one.
    private const int Part = 100;

    /// <param name="scenarios">What to run.</param>
    /// <param name="runtime">The engine; should stay the same to the end.</param>
    /// <param name="onStart">Told the revision of the baseline.</param>
    /// <param name="onProgress">Told how many are done.</param>
    /// <param name="cancel">Cancels between hosts.</param>
    /// <returns>A result per scenario, in their order.</returns>
    public async Task<IReadOnlyList<SelfTestResultRow>> RunAsync(
        IReadOnlyList<SelfTestScenario> scenarios, DetectionRuntime runtime, Func<string, Task> onStart, Func<int, Task> onProgress, CancellationToken cancel)
    {
        var uses = await UsesAsync(cancel);
        await using var scratch = new ScratchConsole(services => services.AddSingleton(runtime));
        var database = scratch.Services.GetRequiredService<TriageDatabase>();
        await database.MigrateAsync(cancel);
        await using (var db = database.CreateDbContext())
        {
            db.ApprovedUses.AddRange(uses.Select(WidenedBaseline.Of));
            await db.SaveChangesAsync(cancel);
        }

        await onStart((await scratch.Services.GetRequiredService<BaselineReader>().ReadAsync(cancel)).Revision);
        for (var from = 0; from < scenarios.Count; from += Part)
        {
            await JudgeAsync(scratch, database, scenarios, from, Math.Min(from + Part, scenarios.Count), cancel);
            await onProgress(Math.Min(from + Part, scenarios.Count));
        }

        return await ResultsAsync(database, scenarios, uses.ToDictionary(use => use.Id, use => use.Title), cancel);
    }

    private async Task<List<ApprovedUseRow>> UsesAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ApprovedUses.AsNoTracking().Where(use => use.State == ApprovedUseState.Active && use.ExpiresUtc > now).ToListAsync(cancel);
    }

    private async Task JudgeAsync(ScratchConsole scratch, TriageDatabase database, IReadOnlyList<SelfTestScenario> scenarios, int from, int until, CancellationToken cancel)
    {
        var path = Path.Combine(scratch.Folder, FormattableString.Invariant($"self-test-{from}.ndjson"));
        await using (var file = new BufferedStream(File.Create(path), 64 * 1024))
        {
            using var telemetry = new SelfTestTelemetry(file);
            for (var i = from; i < until; i++)
                telemetry.Write(i, scenarios[i]);
        }

        var import = new ImportRow { Name = "self-test", Origin = ImportOrigin.Scan, StoredPath = path, CreatedUtc = time.GetUtcNow().UtcDateTime, State = ImportState.Reading };
        await using (var db = database.CreateDbContext())
        {
            db.Imports.Add(import);
            await db.SaveChangesAsync(cancel);
        }

        await scratch.Services.GetRequiredService<ReadStep>().RunAsync(import.Id, [new PathSource(Path.GetFileName(path), path)], cancel);
        await scratch.Services.GetRequiredService<JudgeStep>().RunAsync(import.Id, cancel);
        await using var after = database.CreateDbContext();
        if (await after.ImportDiagnostics.Where(d => d.Severity > 0).OrderBy(d => d.Id).FirstOrDefaultAsync(cancel) is { } fault)
            throw new InvalidDataException($"A record of the self-test could not be read: {fault.Code} {fault.Message}");
    }

    private static async Task<IReadOnlyList<SelfTestResultRow>> ResultsAsync(
        TriageDatabase database, IReadOnlyList<SelfTestScenario> scenarios, Dictionary<Guid, string> titles, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var hosts = (await db.Hosts.Select(host => host.Name).ToListAsync(cancel)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (hosts.Count != scenarios.Count)
            throw new InvalidDataException($"Of {scenarios.Count} scenarios {hosts.Count} arrived.");
        var alerts = (await db.Alerts.Select(a => new { Host = a.Host!.Name, Found = new Found(a.Level, a.Score, a.Status == AlertStatus.Covered ? a.ApprovedUseId : null) }).ToListAsync(cancel))
            .ToLookup(a => a.Host, a => a.Found, StringComparer.OrdinalIgnoreCase);
        return [.. scenarios.Select((scenario, i) => Result(scenario, [.. alerts[SelfTestTelemetry.HostOf(i)]], titles))];
    }

    private static SelfTestResultRow Result(SelfTestScenario scenario, IReadOnlyList<Found> alerts, Dictionary<Guid, string> titles)
    {
        // What is open decides where there is any: an attack of which one part is raised is seen.
        var best = alerts.OrderByDescending(a => a.Level >= Severity.Medium).ThenBy(a => a.Use is not null).ThenByDescending(a => a.Score).FirstOrDefault();
        var raised = best?.Level >= Severity.Medium;
        return new()
        {
            Name = scenario.Name,
            Evasion = scenario.Evasion,
            Subject = scenario.Subject,
            Technique = scenario.Technique,
            CommandLine = scenario.Process.Line ?? scenario.Process.Image,
            Level = best?.Level ?? Severity.Informational,
            Score = best?.Score ?? 0,
            ApprovedUseId = raised ? best!.Use : null,
            ApprovedUseTitle = raised && best!.Use is { } use ? titles.GetValueOrDefault(use) : null,
            Outcome = (scenario.IsAttack, raised) switch
            {
                (true, false) => SelfTestOutcome.Missed,
                (true, true) => best!.Use is null ? SelfTestOutcome.Caught : SelfTestOutcome.Hidden,
                (false, false) => SelfTestOutcome.Quiet,
                (false, true) => SelfTestOutcome.Raised,
            },
        };
    }

    private sealed record Found(Severity Level, int Score, Guid? Use);
}
