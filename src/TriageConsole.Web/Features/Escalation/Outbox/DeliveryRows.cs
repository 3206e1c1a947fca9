using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>Puts escalations into the outbox: rows only, in the transaction of the decision. Nothing is sent here.</summary>
public sealed class DeliveryRows(IOptions<EscalationOptions> options)
{
    /// <summary>
    /// Adds a delivery for each target, to be saved with the escalation; a fault in words where one cannot be used any more.
    /// </summary>
    public async Task<(IReadOnlyList<DeliveryRow> Rows, string? Fault)> AddAsync(
        TriageContext db, EscalationRow escalation, IReadOnlyCollection<long> targetIds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(escalation);
        ArgumentNullException.ThrowIfNull(targetIds);
        // What was only an exercise never leaves the console.
        if (await db.Alerts.AnyAsync(alert => alert.Id == escalation.AlertId && alert.ExerciseId != null, cancel))
            return ([], null);
        var wanted = targetIds.Distinct().ToList();
        var targets = await db.EscalationTargets.Where(t => wanted.Contains(t.Id) && t.IsEnabled).OrderBy(t => t.Id).ToListAsync(cancel);
        if (targets.Count < wanted.Count)
            return ([], "Targets: one was removed or switched off meanwhile; choose again.");
        List<DeliveryRow> rows = [.. targets.Select(target => new DeliveryRow
        {
            Escalation = escalation,
            Target = target,
            TargetName = target.Name,
            TargetKind = target.Kind,
            MostAttempts = options.Value.MostAttempts,
            NextUtc = escalation.CreatedUtc,
            IdempotencyKey = Guid.NewGuid().ToString("N"),
            CreatedUtc = escalation.CreatedUtc,
        })];
        db.Deliveries.AddRange(rows);
        return (rows, null);
    }
}
