using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Cases;

/// <summary>A case as a line of the list. Its title was typed by a person and can quote hostile text.</summary>
public sealed record CaseSummary(long Id, string Title, CaseStatus Status, string Owner, DateTime CreatedUtc, int Alerts, int Escalations);

/// <summary>An escalation without its bundle, which is only ever downloaded.</summary>
public sealed record CaseEscalation(
    long Id, Guid AlertId, string AlertChain, string CreatedBy, DateTime CreatedUtc, string Note, string Sha256);

/// <summary>All that the page of one case shows.</summary>
public sealed record CaseView(CaseSummary Summary, IReadOnlyList<AlertQueueRow> Alerts, IReadOnlyList<CaseEscalation> Escalations);

/// <summary>A bundle as it is handed out.</summary>
/// <param name="Json">Exactly what was hashed.</param>
/// <param name="Sha256">Its hash.</param>
public sealed record BundleFile(string Json, string Sha256);

/// <summary>All that the pages of cases read.</summary>
public sealed class CaseQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Cases shown at most.</summary>
    public const int MostCases = 500;

    /// <summary>Open cases first, each group latest first.</summary>
    public async Task<IReadOnlyList<CaseSummary>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Summaries(db.Cases.AsNoTracking().OrderBy(c => c.Status).ThenByDescending(c => c.CreatedUtc).ThenByDescending(c => c.Id).Take(MostCases))
            .ToListAsync(cancel);
    }

    /// <summary>Open cases, latest first.</summary>
    public async Task<IReadOnlyList<CaseSummary>> OpenAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Summaries(db.Cases.AsNoTracking().Where(c => c.Status == CaseStatus.Open)
            .OrderByDescending(c => c.CreatedUtc).ThenByDescending(c => c.Id).Take(MostCases)).ToListAsync(cancel);
    }

    /// <summary>The case; null where there is none of that id.</summary>
    public async Task<CaseView?> FindAsync(long id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var summary = await Summaries(db.Cases.AsNoTracking().Where(c => c.Id == id)).SingleOrDefaultAsync(cancel);
        if (summary is null)
            return null;
        var alerts = await AlertQueueQueries.Rows(db.Alerts.AsNoTracking().Where(a => a.CaseId == id)
            .OrderByDescending(a => a.Level).ThenBy(a => a.Id).Take(MostCases)).ToListAsync(cancel);
        var escalations = await db.Escalations.AsNoTracking().Where(e => e.CaseId == id).OrderByDescending(e => e.Id).Take(MostCases)
            .Select(e => new CaseEscalation(e.Id, e.Alert!.PublicId, e.Alert.Chain, e.CreatedBy, e.CreatedUtc, e.Note, e.Sha256))
            .ToListAsync(cancel);
        return new(summary, alerts, escalations);
    }

    /// <summary>The bundle of an escalation of that case; null where there is none.</summary>
    public async Task<BundleFile?> BundleAsync(long caseId, long escalationId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Escalations.AsNoTracking().Where(e => e.Id == escalationId && e.CaseId == caseId)
            .Select(e => new BundleFile(e.BundleJson, e.Sha256)).SingleOrDefaultAsync(cancel);
    }

    private static IQueryable<CaseSummary> Summaries(IQueryable<CaseRow> cases) => cases.Select(c =>
        new CaseSummary(c.Id, c.Title, c.Status, c.Owner, c.CreatedUtc, c.Alerts.Count, c.Escalations.Count));
}
