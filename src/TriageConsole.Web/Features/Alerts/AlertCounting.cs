using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>The part of an <see cref="AlertFilter"/> that other pages lead here with: exactly the alerts that a figure counted.</summary>
internal static class AlertCounting
{
    public static IQueryable<AlertRow> Counted(this TriageContext db, IQueryable<AlertRow> alerts, AlertFilter filter)
    {
        alerts = During(alerts, filter);
        if (filter.Escalated)
            alerts = alerts.Where(a => db.Escalated().Any(h => h.AlertId == a.Id));
        if (filter.DecidedBy is { } by)
            alerts = alerts.Where(a => a.DecidedBy == by);
        if (!filter.Outcomes.IsEmpty)
        {
            var outcomes = filter.Outcomes.Values;
            alerts = alerts.Where(a => a.Status == AlertStatus.Closed && outcomes.Contains(a.Outcome));
        }

        if (filter.Signal is { } signal)
            alerts = alerts.Where(a => a.Findings.Any(f => f.SignalId == signal));
        if (filter.Proxy is { } proxy)
        {
            var name = Key(proxy);
            alerts = alerts.Where(a => a.ProxyName == name);
        }

        if (filter.Script is { } script)
        {
            var name = Key(script);
            alerts = alerts.Where(a => a.Script == name);
        }

        return filter.Below is { } below ? alerts.Where(a => a.Completeness < below) : alerts;
    }

    /// <summary>Escalations of alerts that nobody took back.</summary>
    public static IQueryable<AlertHistoryRow> Escalated(this TriageContext db) => db.AlertHistory.Where(h =>
        h.Action == AlertAction.Escalated
        && (h.RunId == null || !db.AlertHistory.Any(u => u.AlertId == h.AlertId && u.RunId == h.RunId && u.Action == AlertAction.Undone)));

    private static IQueryable<AlertRow> During(IQueryable<AlertRow> alerts, AlertFilter filter)
    {
        if (filter.Began is { } began)
        {
            alerts = began.FromUtc is { } from ? alerts.Where(a => a.FirstUtc >= from) : alerts;
            alerts = began.UntilUtc is { } until ? alerts.Where(a => a.FirstUtc < until) : alerts;
        }

        if (filter.Raised is { } raised)
        {
            alerts = raised.FromUtc is { } from ? alerts.Where(a => a.CreatedUtc >= from) : alerts;
            alerts = raised.UntilUtc is { } until ? alerts.Where(a => a.CreatedUtc < until) : alerts;
        }

        if (filter.Decided is { } decided)
        {
            alerts = alerts.Where(a => a.FirstDecidedUtc != null);
            alerts = decided.FromUtc is { } from ? alerts.Where(a => a.FirstDecidedUtc >= from) : alerts;
            alerts = decided.UntilUtc is { } until ? alerts.Where(a => a.FirstDecidedUtc < until) : alerts;
        }

        return alerts;
    }

    private static string Key(string name) => StorableText.Clean(name).ToLowerInvariant();
}
