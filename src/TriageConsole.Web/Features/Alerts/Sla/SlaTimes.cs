using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Alerts.Sla;

/// <summary>How long an alert may wait for its first decision, by level.</summary>
public sealed class SlaTimes(IReadOnlyDictionary<Severity, TimeSpan?> byLevel)
{
    /// <summary>The times that ship.</summary>
    public static SlaTimes Default { get; } = new(new Dictionary<Severity, TimeSpan?>
    {
        [Severity.Critical] = TimeSpan.FromHours(1),
        [Severity.High] = TimeSpan.FromHours(4),
        [Severity.Medium] = TimeSpan.FromDays(1),
        [Severity.Low] = TimeSpan.FromDays(3),
        [Severity.Informational] = null,
    });

    /// <summary>Null: for ever.</summary>
    public TimeSpan? Of(Severity level) => byLevel.GetValueOrDefault(level);
}

/// <summary>How an alert stands against its time.</summary>
public enum SlaState
{
    /// <summary>It waits for no decision, or may do so for ever.</summary>
    None,
    InTime,
    Soon,
    Overdue,

    /// <summary>First decided within its time.</summary>
    Met,

    /// <summary>First decided later.</summary>
    Missed,
}

/// <summary>An alert against its time.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Span">Time left, time over, or the time that the first decision took.</param>
/// <param name="Allowed">How long it may wait.</param>
public readonly record struct SlaStanding(SlaState State, TimeSpan Span, TimeSpan Allowed);

/// <summary>The times, at a moment.</summary>
public sealed record SlaClock(SlaTimes Times, DateTime UtcNow)
{
    /// <summary>Puts whatever waits for nothing behind all that does.</summary>
    internal static readonly TimeSpan Never = TimeSpan.FromDays(100 * 365);

    internal const double Whole = 1;

    /// <summary>From this part of its time on, little is left.</summary>
    internal const double Soon = 0.75;

    /// <summary>How long an alert of that level may wait; <see cref="Never"/> where for ever.</summary>
    internal TimeSpan AllowedFor(Severity level) => Times.Of(level) ?? Never;

    /// <summary>When the first decision is due; far off where none is waited for.</summary>
    internal DateTime DueOf(AlertQueueRow row) =>
        row.CreatedUtc + (row.Status == AlertStatus.Open && row.FirstDecidedUtc is null ? AllowedFor(row.Level) : Never);

    public SlaStanding Of(AlertQueueRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (Times.Of(row.Level) is not { } allowed)
            return default;
        if (row.FirstDecidedUtc is { } decided)
        {
            var took = decided - row.CreatedUtc;
            return new(took <= allowed ? SlaState.Met : SlaState.Missed, took, allowed);
        }

        if (row.Status != AlertStatus.Open)
            return default;
        var left = row.CreatedUtc + allowed - UtcNow;
        return left < TimeSpan.Zero
            ? new(SlaState.Overdue, -left, allowed)
            : new(left <= allowed * (Whole - Soon) ? SlaState.Soon : SlaState.InTime, left, allowed);
    }
}
