using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Alerts.Sla;

/// <summary>Time left to the first decision, as the database asks for it.</summary>
internal static class SlaMatching
{
    /// <summary>Minutes that put whatever waits for nothing behind all that does.</summary>
    private const double Never = 100 * 365.0 * 24 * 60;

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
            low = Minutes(clock, Severity.Low), informational = Minutes(clock, Severity.Informational);
        return a => a.CreatedUtc.AddMinutes(a.Status != AlertStatus.Open || a.FirstDecidedUtc != null ? Never
            : a.Level == Severity.Critical ? critical : a.Level == Severity.High ? high
            : a.Level == Severity.Medium ? medium : a.Level == Severity.Low ? low : informational);
    }

    public static IQueryable<AlertRow> BehindDue(this IQueryable<AlertRow> alerts, DateTime after, long id, SlaClock clock)
    {
        var due = DueKey(clock);
        var at = Expression.Property(Expression.Constant(new Value(after)), nameof(Value.Utc));
        var row = due.Parameters[0];
        var rowId = Expression.Property(row, nameof(AlertRow.Id));
        var mine = Expression.Property(Expression.Constant(new Value(after) { Id = id }), nameof(Value.Id));
        return alerts.Where(Expression.Lambda<Func<AlertRow, bool>>(
            Expression.OrElse(
                Expression.GreaterThan(due.Body, at),
                Expression.AndAlso(Expression.Equal(due.Body, at), Expression.GreaterThan(rowId, mine))),
            row));
    }

    public static async Task<Dictionary<long, DateTime>> KeysAsync(IQueryable<AlertRow> alerts, SlaClock clock, CancellationToken cancel)
    {
        var due = DueKey(clock);
        var row = due.Parameters[0];
        var pair = typeof(KeyValuePair<long, DateTime>).GetConstructor([typeof(long), typeof(DateTime)])!;
        var both = Expression.Lambda<Func<AlertRow, KeyValuePair<long, DateTime>>>(Expression.New(pair, Expression.Property(row, nameof(AlertRow.Id)), due.Body), row);
        var keys = await alerts.Select(both).ToListAsync(cancel);
        return keys.ToDictionary(key => key.Key, key => DateTime.SpecifyKind(key.Value, DateTimeKind.Utc));
    }

    // By level: raised before then, the part of its time has passed.
    private static DateTime[] Raised(SlaClock clock, double part) =>
        [.. Enum.GetValues<Severity>().Select(level => clock.Times.Of(level) is { } time ? clock.UtcNow - (time * part) : DateTime.UnixEpoch)];

    private static double Minutes(SlaClock clock, Severity level) => clock.Times.Of(level)?.TotalMinutes ?? Never;

    // Read from an object, a value becomes a parameter: as a constant it would make each page a statement of its own.
    private sealed record Value(DateTime Utc)
    {
        public long Id { get; init; }
    }
}
