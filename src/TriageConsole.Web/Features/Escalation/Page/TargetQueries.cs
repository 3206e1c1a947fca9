using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation.Targets;

namespace TriageConsole.Web.Features.Escalation.Page;

/// <summary>A target as a line of the page; nothing of its secrets.</summary>
public sealed record TargetLine(
    long Id, string Name, string Kind, string Leads, bool IsEnabled, bool IsDefault, string ChangedBy, DateTime ChangedUtc, int Waiting, int Failed);

/// <summary>What the targets page reads.</summary>
public sealed class TargetQueries(IDbContextFactory<TriageContext> contexts, TargetCatalog catalog, TargetSecrets secrets)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<TargetLine>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.EscalationTargets.AsNoTracking().OrderBy(t => t.NameKey).Take(Most)
            .Select(t => new
            {
                Row = t,
                Waiting = db.Deliveries.Count(d => d.TargetId == t.Id && d.State == DeliveryState.Waiting),
                Failed = db.Deliveries.Count(d => d.TargetId == t.Id && (d.State == DeliveryState.Refused || d.State == DeliveryState.GaveUp)),
            })
            .ToListAsync(cancel);
        return [.. rows.Select(r => new TargetLine(
            r.Row.Id, r.Row.Name, catalog.Find(r.Row.Kind)?.Title ?? r.Row.Kind, Leads(r.Row), r.Row.IsEnabled, r.Row.IsDefault,
            r.Row.ChangedBy, r.Row.ChangedUtc, r.Waiting, r.Failed))];
    }

    /// <summary>A target to be changed: which secrets are stored, but never what they are; null where it is gone.</summary>
    public async Task<TargetEdit?> FindAsync(long id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.EscalationTargets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel);
        if (row is null || catalog.Find(row.Kind) is not { } kind)
            return null;
        var edit = new TargetEdit
        {
            Id = row.Id,
            Kind = row.Kind,
            Name = row.Name,
            IsEnabled = row.IsEnabled,
            IsDefault = row.IsDefault,
            Timeout = row.TimeoutSeconds.ToString(CultureInfo.InvariantCulture),
            PerMinute = row.PerMinute.ToString(CultureInfo.InvariantCulture),
        };
        var values = TargetSecrets.ReadValues(row);
        foreach (var field in kind.Fields)
            edit.Values[field.Name] = field.Kind == TargetFieldKind.Secret ? string.Empty : values.GetValueOrDefault(field.Name, field.Default);
        edit.StoredSecrets.UnionWith((secrets.Unprotect(row.ProtectedSecrets) ?? new Dictionary<string, string>()).Keys);
        return edit;
    }

    private string Leads(EscalationTargetRow row) =>
        catalog.Find(row.Kind)?.Describe(new TargetSettings(TargetSecrets.ReadValues(row), new Dictionary<string, string>())) ?? string.Empty;
}
