using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Coverage.Work;

/// <summary>What is counted of one alert: all of it stands in one index.</summary>
public sealed record AlertFact
{
    public required long Id { get; init; }

    public required DateTime FirstUtc { get; init; }

    public required int HostId { get; init; }

    public Severity Level { get; init; }

    public AlertStatus Status { get; init; }

    public AlertOutcome Outcome { get; init; }

    public int Completeness { get; init; }

    public required DateTime CreatedUtc { get; init; }

    public DateTime? FirstDecidedUtc { get; init; }

    public string? DecidedBy { get; init; }

    public string? Assignee { get; init; }

    public Guid? UseId { get; init; }

    public required string Technique { get; init; }

    public string? Proxy { get; init; }

    public string? Script { get; init; }

    /// <summary>From raising to the first decision; null where there was none.</summary>
    public TimeSpan? Triage => FirstDecidedUtc - CreatedUtc;

    /// <summary>An approved use covers it or people allowed it.</summary>
    public bool IsApproved => Status is AlertStatus.Covered or AlertStatus.Allowed;
}

/// <summary>The alerts of a period, and of the one before it where the two are compared.</summary>
public sealed record PeriodAlerts
{
    public static PeriodAlerts None { get; } = new() { Now = [] };

    public required IReadOnlyList<AlertFact> Now { get; init; }

    /// <summary>Null where nothing is compared.</summary>
    public IReadOnlyList<AlertFact>? Before { get; init; }

    /// <summary>When alerts were first escalated, by alert.</summary>
    public IReadOnlyDictionary<long, DateTime> Escalated { get; init; } = new Dictionary<long, DateTime>();
}
