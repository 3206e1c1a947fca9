using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Web.Features.Escalation.Targets;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>Reads what a delivery sends.</summary>
internal static class DeliveryFacts
{
    public static Task<Delivery> ReadAsync(TriageContext db, long deliveryId, DateTime utcNow, string consoleAddress, CancellationToken cancel) =>
        db.Deliveries.AsNoTracking().Where(d => d.Id == deliveryId).Select(d => new Delivery
        {
            IdempotencyKey = d.IdempotencyKey,
            EscalationId = d.EscalationId,
            CaseId = d.Escalation!.CaseId,
            AlertId = d.Escalation.Alert!.PublicId,
            NowUtc = utcNow,
            CreatedUtc = d.Escalation.CreatedUtc,
            CreatedBy = d.Escalation.CreatedBy,
            Note = d.Escalation.Note,
            CaseTitle = d.Escalation.Case!.Title,
            Host = d.Escalation.Alert.Host!.Name,
            User = d.Escalation.Alert.User,
            Level = d.Escalation.Alert.Level,
            Score = d.Escalation.Alert.Score,
            Technique = d.Escalation.Alert.Technique,
            Summary = d.Escalation.Alert.Summary,
            Chain = d.Escalation.Alert.Chain,
            FirstUtc = d.Escalation.Alert.FirstUtc,
            BundleJson = d.Escalation.BundleJson,
            Sha256 = d.Escalation.Sha256,
            Link = consoleAddress.Length == 0 ? null : consoleAddress.TrimEnd('/') + AppRoutes.AlertOf(d.Escalation.Alert.PublicId),
        }).SingleAsync(cancel);
}
