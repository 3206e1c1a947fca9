using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Cases.OneCase;
using TriageConsole.Web.Features.Escalation.Outbox;

namespace TriageConsole.Web.Features.Cases.Report;

/// <summary>An alert of a report, with its tree.</summary>
public sealed record ReportedAlert(AlertView View, IReadOnlyList<ProcessTreeNode> Tree);

/// <summary>All that the report of a case holds.</summary>
/// <param name="Case">The case.</param>
/// <param name="Alerts">Its alerts, worst first.</param>
/// <param name="AlertsLeft">Alerts that are listed but not told in full.</param>
/// <param name="Timeline">Its story.</param>
/// <param name="Deliveries">What was sent.</param>
public sealed record CaseReport(
    CaseView Case, IReadOnlyList<ReportedAlert> Alerts, int AlertsLeft, CaseTimeline Timeline, IReadOnlyList<DeliveryLine> Deliveries);

/// <summary>Reads what a report holds, the same way as the pages do.</summary>
public sealed class CaseReportQueries(
    CaseQueries cases, CaseTimelineQueries timelines, AlertQueries alerts, AlertTreeQueries trees, DeliveryQueries deliveries)
{
    /// <summary>Alerts that are told in full; the others stand in the list.</summary>
    public const int MostAlerts = 50;

    /// <summary>The report; null where there is no such case. Of a case that was merged, the report of where it went.</summary>
    public async Task<CaseReport?> ReadAsync(long caseId, CancellationToken cancel)
    {
        var view = await cases.FindAsync(caseId, cancel);
        if (view?.Summary.MergedIntoId is { } into)
            view = await cases.FindAsync(into, cancel);
        if (view is null)
            return null;
        var told = new List<ReportedAlert>();
        foreach (var row in view.Alerts.Take(MostAlerts))
        {
            // One can be gone between the two looks.
            if (await alerts.FindAsync(row.PublicId, cancel) is { } alert)
                told.Add(new(alert, await trees.LoadAsync(alert, OpenedNodes.None, cancel)));
        }

        return new(
            view,
            told,
            Math.Max(0, view.Alerts.Count - MostAlerts),
            await timelines.ReadAsync(view.Summary.Id, cancel),
            await deliveries.OfCaseAsync(view.Summary.Id, cancel));
    }
}
