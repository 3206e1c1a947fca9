using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Alert;

namespace TriageConsole.Web.Features.Cases.OneCase;

/// <summary>Reads the story of a case: what ran, what people decided and wrote, what was sent.</summary>
public sealed class CaseTimelineQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Moments of each sort that are read.</summary>
    public const int MostOfASort = 1_000;

    public async Task<CaseTimeline> ReadAsync(long caseId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var sorts = new List<List<CaseMoment>>
        {
            await ProcessesAsync(db, caseId, cancel),
            await DecisionsAsync(db, caseId, cancel),
            await NotesAsync(db, caseId, cancel),
            await EscalationsAsync(db, caseId, cancel),
            await DeliveriesAsync(db, caseId, cancel),
            await HistoryAsync(db, caseId, cancel),
        };

        // Sorting keeps the order of what happened at once.
        var moments = sorts.SelectMany(sort => sort.Take(MostOfASort)).OrderBy(m => m.Utc).ToList();
        return new(moments, sorts.Exists(sort => sort.Count > MostOfASort));
    }

    private static async Task<List<CaseMoment>> ProcessesAsync(TriageContext db, long caseId, CancellationToken cancel)
    {
        var processes = await db.AlertProcesses.AsNoTracking().Where(p => p.Alert!.CaseId == caseId && p.Process!.StartUtc != null)
            .OrderBy(p => p.Process!.StartUtc).ThenBy(p => p.ProcessId).Take(MostOfASort + 1)
            .Select(p => new
            {
                p.ProcessId,
                p.Alert!.PublicId,
                Host = p.Alert.Host!.Name,
                p.Process!.StartUtc,
                p.Process.EndUtc,
                Image = p.Process.Image!.Value,
                CommandLine = p.Process.CommandLine!.Value,
            })
            .ToListAsync(cancel);

        // Two alerts can share a process; it started once.
        var moments = new List<CaseMoment>();
        foreach (var one in processes.DistinctBy(p => p.ProcessId))
        {
            var name = WindowsPath.FileName(one.Image);
            moments.Add(new(one.StartUtc!.Value, CaseMomentKind.Process, one.Host, $"{name} started", one.CommandLine ?? one.Image, one.PublicId));
            if (one.EndUtc is { } end)
                moments.Add(new(end, CaseMomentKind.Process, one.Host, $"{name} ended", null, one.PublicId));
        }

        return moments;
    }

    private static async Task<List<CaseMoment>> DecisionsAsync(TriageContext db, long caseId, CancellationToken cancel)
    {
        var lines = await db.AlertHistory.AsNoTracking().Where(h => h.Alert!.CaseId == caseId).OrderBy(h => h.AtUtc).ThenBy(h => h.Id)
            .Take(MostOfASort + 1).Select(h => new { Line = h, h.Alert!.PublicId, h.Alert.Chain }).ToListAsync(cancel);
        return [.. lines.Select(l => new CaseMoment(
            l.Line.AtUtc, CaseMomentKind.Decision, l.Line.UserName, $"{HistoryWords.Of(l.Line)}: {l.Chain}", l.Line.Note, l.PublicId))];
    }

    private static async Task<List<CaseMoment>> NotesAsync(TriageContext db, long caseId, CancellationToken cancel)
    {
        var notes = await db.CaseNotes.AsNoTracking().Where(n => n.CaseId == caseId).OrderBy(n => n.AtUtc).ThenBy(n => n.Id)
            .Take(MostOfASort + 1).ToListAsync(cancel);
        return [.. notes.Select(n => new CaseMoment(n.AtUtc, CaseMomentKind.Note, n.Author, "wrote a note", n.Text, null))];
    }

    private static async Task<List<CaseMoment>> EscalationsAsync(TriageContext db, long caseId, CancellationToken cancel)
    {
        var escalations = await db.Escalations.AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.Id).Take(MostOfASort + 1)
            .Select(e => new { e.CreatedUtc, e.CreatedBy, e.Alert!.PublicId, e.Sha256 }).ToListAsync(cancel);
        return [.. escalations.Select(e => new CaseMoment(
            e.CreatedUtc, CaseMomentKind.Delivery, e.CreatedBy, "froze a bundle of the proof", $"SHA-256 {e.Sha256}", e.PublicId))];
    }

    private static async Task<List<CaseMoment>> DeliveriesAsync(TriageContext db, long caseId, CancellationToken cancel)
    {
        var deliveries = await db.Deliveries.AsNoTracking().Where(d => d.Escalation!.CaseId == caseId).OrderBy(d => d.Id).Take(MostOfASort + 1)
            .Select(d => new { d.CreatedUtc, d.TargetName, d.State, d.LastUtc, d.DeliveredUtc, d.Attempts, d.LastAnswer, d.Escalation!.Alert!.PublicId })
            .ToListAsync(cancel);
        return [.. deliveries.Select(d => new CaseMoment(
            d.DeliveredUtc ?? d.LastUtc ?? d.CreatedUtc,
            CaseMomentKind.Delivery,
            null,
            d.State switch
            {
                DeliveryState.Delivered => $"delivered to {d.TargetName}",
                DeliveryState.Refused => $"{d.TargetName} refused it",
                DeliveryState.GaveUp => FormattableString.Invariant($"gave up sending it to {d.TargetName} after {d.Attempts} attempts"),
                _ => $"is on its way to {d.TargetName}",
            },
            d.LastAnswer,
            d.PublicId))];
    }

    // Notes and escalations tell of themselves.
    private static async Task<List<CaseMoment>> HistoryAsync(TriageContext db, long caseId, CancellationToken cancel)
    {
        var lines = await db.CaseHistory.AsNoTracking()
            .Where(h => h.CaseId == caseId && h.Action != CaseAction.Noted && h.Action != CaseAction.Escalated)
            .OrderBy(h => h.AtUtc).ThenBy(h => h.Id).Take(MostOfASort + 1).ToListAsync(cancel);
        return [.. lines.Select(h => new CaseMoment(
            h.AtUtc, CaseMomentKind.Case, h.UserName,
            h.OriginCaseId is { } origin ? FormattableString.Invariant($"{CaseWords.Of(h.Action)} (in case {origin})") : CaseWords.Of(h.Action),
            h.Note, h.AlertId))];
    }
}
