using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Cases.List;

namespace TriageConsole.Web.Features.Cases;

/// <summary>All that the pages of cases read, but timelines.</summary>
public sealed class CaseQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Cases shown at most, and lines of any part of a case.</summary>
    public const int MostCases = 500;

    /// <summary>Alerts that are offered to be put into a case.</summary>
    public const int MostOffered = 20;

    /// <summary>The cases that match, in order.</summary>
    public async Task<IReadOnlyList<CaseSummary>> ListAsync(CaseFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var cases = filter.Status is { } status
            ? db.Cases.AsNoTracking().Where(c => c.Status == status)
            : db.Cases.AsNoTracking().Where(c => c.Status != CaseStatus.Merged);
        if (filter.Owner is { } owner)
            cases = cases.Where(c => c.Owner == StorableText.Clean(owner));
        if (filter.Text is { } text)
        {
            var part = StorableText.Clean(text).ToLowerInvariant();
            var number = long.TryParse(part.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
            var like = $"%{Escaped(text)}%";
            cases = db.Database.IsNpgsql()
                ? cases.Where(c => c.Id == number || c.TitleKey.Contains(part) || c.Notes.Any(n => EF.Functions.ILike(n.Text, like, "\\")))
                : cases.Where(c => c.Id == number || c.TitleKey.Contains(part) || c.Notes.Any(n => EF.Functions.Like(n.Text, like, "\\")));
        }

        var ordered = filter.Sort switch
        {
            CaseSort.Opened => cases.OrderByDescending(c => c.CreatedUtc),
            CaseSort.Title => cases.OrderBy(c => c.TitleKey),
            CaseSort.Owner => cases.OrderBy(c => c.Owner).ThenByDescending(c => c.ChangedUtc),
            CaseSort.Alerts => cases.OrderByDescending(c => c.Alerts.Count),
            _ => cases.OrderByDescending(c => c.ChangedUtc),
        };
        return await Summaries(ordered.ThenByDescending(c => c.Id).Take(MostCases)).ToListAsync(cancel);
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
        return new CaseView
        {
            Summary = summary,
            Alerts = await AlertQueueQueries.Rows(db.Alerts.AsNoTracking().Where(a => a.CaseId == id)
                .OrderByDescending(a => a.Level).ThenBy(a => a.Id).Take(MostCases)).ToListAsync(cancel),
            Escalations = await db.Escalations.AsNoTracking().Where(e => e.CaseId == id).OrderByDescending(e => e.Id).Take(MostCases)
                .Select(e => new CaseEscalation(e.Id, e.Alert!.PublicId, e.Alert.Chain, e.CreatedBy, e.CreatedUtc, e.Note, e.Sha256))
                .ToListAsync(cancel),
            Notes = await db.CaseNotes.AsNoTracking().Where(n => n.CaseId == id).OrderByDescending(n => n.AtUtc).ThenByDescending(n => n.Id)
                .Take(MostCases).ToListAsync(cancel),
            Tasks = [.. (await db.CaseTasks.AsNoTracking().Where(t => t.CaseId == id).OrderByDescending(t => t.Id).Take(MostCases).ToListAsync(cancel))
                .OrderBy(t => t.DoneUtc is not null).ThenBy(t => t.DueUtc ?? DateTime.MaxValue).ThenBy(t => t.Id)],
            History = await db.CaseHistory.AsNoTracking().Where(h => h.CaseId == id).OrderByDescending(h => h.AtUtc).ThenByDescending(h => h.Id)
                .ToListAsync(cancel),
            MergedFrom = await Summaries(db.Cases.AsNoTracking().Where(c => c.MergedIntoId == id).OrderBy(c => c.Id)).ToListAsync(cancel),
        };
    }

    /// <summary>Alerts that could be put into a case: in none, undecided ones first, latest first.</summary>
    /// <param name="text">Part of chain, host or user; null for any.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<AlertQueueRow>> OfferedAsync(string? text, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var filter = AlertFilter.Default with { Statuses = EnumSet.All<AlertStatus>(), Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim() };

        // It asks for no response time, so that none is looked up.
        var alerts = (await db.MatchingAsync(filter, string.Empty, new(SlaTimes.Default, DateTime.UnixEpoch), cancel))
            .Where(a => a.CaseId == null).OrderBy(a => a.Status).ThenByDescending(a => a.LastUtc).ThenBy(a => a.Id).Take(MostOffered);
        return await AlertQueueQueries.Rows(alerts).ToListAsync(cancel);
    }

    /// <summary>The bundle of an escalation of that case, or of one that was merged into another with it; null where there is none.</summary>
    public async Task<BundleFile?> BundleAsync(long caseId, long escalationId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Escalations.AsNoTracking()
            .Where(e => e.Id == escalationId && (e.CaseId == caseId || db.Cases.Any(c => c.Id == caseId && c.MergedIntoId == e.CaseId)))
            .Select(e => new BundleFile(e.BundleJson, e.Sha256)).SingleOrDefaultAsync(cancel);
    }

    private static string Escaped(string text) =>
        StorableText.Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static IQueryable<CaseSummary> Summaries(IQueryable<CaseRow> cases) => cases.Select(c => new CaseSummary(
        c.Id, c.Title, c.Status, c.Outcome, c.Owner, c.CreatedUtc, c.ChangedUtc, c.ClosedUtc, c.MergedIntoId,
        c.Alerts.Count, c.Escalations.Count, c.Tasks.Count(t => t.DoneUtc == null)));
}
