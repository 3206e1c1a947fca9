using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>A delivery as a line. Name and answer are foreign text.</summary>
public sealed record DeliveryLine(
    long Id, long EscalationId, string Target, string Kind, DeliveryState State, int Attempts, int MostAttempts, DateTime NextUtc,
    DateTime? LastUtc, string? LastAnswer, DateTime? DeliveredUtc, string? RetriedBy, bool TargetIsOn, bool TargetIsGone);

/// <summary>A target that can be chosen.</summary>
public sealed record TargetChoice(long Id, string Name, string Kind, bool IsDefault);

/// <summary>What people see of the outbox.</summary>
public sealed class DeliveryQueries(IDbContextFactory<TriageContext> contexts)
{
    private const int Most = 200;

    /// <summary>Deliveries of a case's escalations, latest first.</summary>
    public Task<IReadOnlyList<DeliveryLine>> OfCaseAsync(long caseId, CancellationToken cancel) =>
        LinesAsync(rows => rows.Where(d => d.Escalation!.CaseId == caseId), cancel);

    /// <summary>Deliveries of an alert's escalations, latest first.</summary>
    public Task<IReadOnlyList<DeliveryLine>> OfAlertAsync(Guid alertId, CancellationToken cancel) =>
        LinesAsync(rows => rows.Where(d => d.Escalation!.Alert!.PublicId == alertId), cancel);

    /// <summary>The targets that are switched on, by name.</summary>
    public async Task<IReadOnlyList<TargetChoice>> ChoicesAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.EscalationTargets.AsNoTracking().Where(t => t.IsEnabled).OrderBy(t => t.NameKey).Take(Most)
            .Select(t => new TargetChoice(t.Id, t.Name, t.Kind, t.IsDefault)).ToListAsync(cancel);
    }

    private async Task<IReadOnlyList<DeliveryLine>> LinesAsync(Func<IQueryable<DeliveryRow>, IQueryable<DeliveryRow>> which, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await which(db.Deliveries.AsNoTracking()).OrderByDescending(d => d.EscalationId).ThenBy(d => d.Id).Take(Most)
            .Select(d => new DeliveryLine(
                d.Id, d.EscalationId, d.TargetName, d.TargetKind, d.State, d.Attempts, d.MostAttempts, d.NextUtc, d.LastUtc, d.LastAnswer,
                d.DeliveredUtc, d.RetriedBy, d.Target != null && d.Target.IsEnabled, d.TargetId == null))
            .ToListAsync(cancel);
    }
}
