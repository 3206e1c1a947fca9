using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Web.Features.Imports;

/// <summary>One import as the list shows it.</summary>
public sealed record ImportLine(
    long Id, string Name, ImportOrigin Origin, ImportState State, string? RequestedBy, DateTime CreatedUtc, DateTime? StartedUtc,
    DateTime? FinishedUtc, long TotalBytes, long ReadBytes, long Records, long Processes, int AlertsRaised, int AlertsCovered,
    int Warnings, string? Error, bool CancelRequested, bool HasBytes)
{
    public bool IsUnfinished => State is ImportState.Queued or ImportState.Reading or ImportState.Detecting;

    /// <summary>It stands still and may be deleted.</summary>
    public bool HasEnded => !IsUnfinished && State != ImportState.Deleting;

    /// <summary>0–100; null while there is nothing to divide by.</summary>
    public int? Percent => TotalBytes <= 0 ? null : (int)Math.Clamp(ReadBytes * 100 / TotalBytes, 0, 100);
}

/// <summary>One file of an import.</summary>
public sealed record ImportFileLine(
    long Id, string Source, string Member, string Format, ImportFileState State, long Records, long Events, int Warnings);

/// <summary>One diagnostic.</summary>
public sealed record ImportFault(string Code, int Severity, string File, long? RecordIndex, long? Offset, string Message);

/// <summary>How many diagnostics have a code, and how grave they are.</summary>
public sealed record ImportCode(string Code, int Severity, int Count);

/// <summary>An import with its files and faults.</summary>
/// <param name="Faults">Of one code where one was asked for.</param>
/// <param name="FaultCount">Of all codes.</param>
public sealed record ImportDetail(
    ImportLine Import, IReadOnlyList<ImportFileLine> Files, IReadOnlyList<ImportFault> Faults, IReadOnlyList<ImportCode> Codes, int FileCount, int FaultCount);

/// <summary>What the imports pages read.</summary>
public sealed class ImportQueries(IDbContextFactory<TriageContext> contexts, LiveProgress live, FailedImports failures)
{
    public const int ListCap = 200;
    private const int DetailCap = 500;
    private const int DayCap = 50;

    /// <summary>The latest imports. What was handed in over HTTP stands here while it runs and when it failed; see <see cref="DaysAsync"/>.</summary>
    public async Task<IReadOnlyList<ImportLine>> ListAsync(ImportShow show, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var lines = await Lines(db.Imports.Counted()
            .Where(i => i.Origin != ImportOrigin.Intake || (i.State != ImportState.Completed && i.State != ImportState.CompletedWithWarnings))
            .Where(show).OrderByDescending(i => i.Id).Take(ListCap)).ToListAsync(cancel);
        return [.. lines.Select(WithProgress)];
    }

    /// <summary>Imports over HTTP that ended well, by token and day, the latest first.</summary>
    public async Task<IReadOnlyList<IntakeDay>> DaysAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Imports.Counted()
            .Where(i => i.Origin == ImportOrigin.Intake && (i.State == ImportState.Completed || i.State == ImportState.CompletedWithWarnings))
            .GroupBy(i => new { i.Name, Day = i.CreatedUtc.Date })
            .OrderByDescending(g => g.Key.Day).ThenBy(g => g.Key.Name).Take(DayCap)
            .Select(g => new IntakeDay(
                g.Key.Name, g.Key.Day, g.Count(), g.Sum(i => i.TotalBytes), g.Sum(i => i.Records), g.Sum(i => i.Processes), g.Sum(i => i.AlertsRaised),
                g.Sum(i => i.Warnings), g.Max(i => i.Id), g.Max(i => i.Warnings > 0 ? (long?)i.Id : null)))
            .ToListAsync(cancel);
    }

    /// <param name="code">The diagnostics of one code; null for those of all.</param>
    public async Task<ImportDetail?> FindAsync(long id, string? code, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var line = await Lines(db.Imports.Where(i => i.Id == id)).FirstOrDefaultAsync(cancel);
        if (line is null)
            return null;
        var files = await db.ImportFiles.Where(f => f.ImportId == id).OrderBy(f => f.Id).Take(DetailCap)
            .Select(f => new ImportFileLine(f.Id, f.Source, f.Member, f.Format, f.State, f.Records, f.Events, f.Warnings))
            .ToListAsync(cancel);
        var faults = await db.ImportDiagnostics.Where(d => d.ImportId == id && (code == null || d.Code == code)).OrderByDescending(d => d.Severity).ThenBy(d => d.Id).Take(DetailCap)
            .Select(d => new ImportFault(
                d.Code, d.Severity, d.ImportFile == null ? string.Empty : d.ImportFile.Member == "" ? d.ImportFile.Source : d.ImportFile.Source + " · " + d.ImportFile.Member,
                d.RecordIndex, d.Offset, d.Message))
            .ToListAsync(cancel);
        var codes = await db.ImportDiagnostics.Where(d => d.ImportId == id).GroupBy(d => d.Code)
            .Select(g => new { Code = g.Key, Severity = g.Max(d => d.Severity), Count = g.Count() }).ToListAsync(cancel);
        return new(
            WithProgress(line), files, faults,
            [.. codes.Select(c => new ImportCode(c.Code, c.Severity, c.Count)).OrderByDescending(c => c.Severity).ThenBy(c => c.Code, StringComparer.Ordinal)],
            await db.ImportFiles.CountAsync(f => f.ImportId == id, cancel),
            codes.Sum(c => c.Count));
    }

    /// <summary>Some imports, by id; one that is gone is left out.</summary>
    public async Task<IReadOnlyDictionary<long, ImportLine>> FindManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var lines = await Lines(db.Imports.Where(i => ids.Contains(i.Id))).ToListAsync(cancel);
        return lines.Select(WithProgress).ToDictionary(line => line.Id);
    }

    private ImportLine WithProgress(ImportLine line) => failures.Find(line.Id) is { } why
        ? line with { State = ImportState.Failed, Error = $"{why} The database could not be told so yet; this is tried again." }
        : live.Find(line.Id) is { } now ? line with { ReadBytes = Math.Max(line.ReadBytes, now.Bytes), Records = Math.Max(line.Records, now.Records) }
        : line;

    private static IQueryable<ImportLine> Lines(IQueryable<ImportRow> rows) => rows.Select(i => new ImportLine(
        i.Id, i.Name, i.Origin, i.State, i.RequestedBy, i.CreatedUtc, i.StartedUtc, i.FinishedUtc, i.TotalBytes, i.ReadBytes, i.Records,
        i.Processes, i.AlertsRaised, i.AlertsCovered, i.Warnings, i.Error, i.CancelRequested, i.StoredPath != ""));
}
