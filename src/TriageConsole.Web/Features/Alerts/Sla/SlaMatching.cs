using System.Linq.Expressions;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Alerts.Sla;

/// <summary>Time left to the first decision, as the database asks for it.</summary>
internal static class SlaMatching
{
    public static IQueryable<AlertRow> Where(this IQueryable<AlertRow> alerts, SlaFilter sla, SlaClock clock)
    {
        var waiting = alerts.Where(a => a.Status == AlertStatus.Open && a.FirstDecidedUtc == null);
        var (over, soon) = (Raised(clock, SlaClock.Whole), Raised(clock, SlaClock.Soon));
        return sla == SlaFilter.Overdue
            ? waiting.Where(a => a.CreatedUtc < (a.Level == Severity.Critical ? over[4] : a.Level == Severity.High ? over[3]
                : a.Level == Severity.Medium ? over[2] : a.Level == Severity.Low ? over[1] : over[0]))
            : waiting.Where(a => a.CreatedUtc >= (a.Level == Severity.Critical ? over[4] : a.Level == Severity.High ? over[3]
                    : a.Level == Severity.Medium ? over[2] : a.Level == Severity.Low ? over[1] : over[0])
                && a.CreatedUtc <= (a.Level == Severity.Critical ? soon[4] : a.Level == Severity.High ? soon[3]
                    : a.Level == Severity.Medium ? soon[2] : a.Level == Severity.Low ? soon[1] : soon[0]));
    }

    /// <summary>When the first decision is due; far off where none is waited for.</summary>
    public static Expression<Func<AlertRow, DateTime>> DueKey(SlaClock clock)
    {
        double critical = Minutes(clock, Severity.Critical), high = Minutes(clock, Severity.High), medium = Minutes(clock, Severity.Medium),
            low = Minutes(clock, Severity.Low), informational = Minutes(clock, Severity.Informational), never = SlaClock.Never.TotalMinutes;
        return a => a.CreatedUtc.AddMinutes(a.Status != AlertStatus.Open || a.FirstDecidedUtc != null ? never
            : a.Level == Severity.Critical ? critical : a.Level == Severity.High ? high
            : a.Level == Severity.Medium ? medium : a.Level == Severity.Low ? low : informational);
    }

    // By level: raised before then, the part of its time has passed.
    private static DateTime[] Raised(SlaClock clock, double part) =>
        [.. Enum.GetValues<Severity>().Select(level => clock.Times.Of(level) is { } time ? clock.UtcNow - (time * part) : DateTime.UnixEpoch)];

    private static double Minutes(SlaClock clock, Severity level) => clock.AllowedFor(level).TotalMinutes;
}
