using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Work;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>What became of the alerts that were raised in a period, and what people did in it.</summary>
public sealed record DecisionFigures
{
    public required int Alerts { get; init; }

    /// <summary>Alerts raised, by day of the zone and level.</summary>
    public required IReadOnlyDictionary<(DateOnly Day, Severity Level), int> ByDay { get; init; }

    public required IReadOnlyDictionary<OutcomeWord, int> Outcomes { get; init; }

    public required IReadOnlyList<LevelTimes> Levels { get; init; }

    /// <summary>All levels together.</summary>
    public required LevelTimes All { get; init; }

    public required IReadOnlyList<PersonWork> People { get; init; }

    /// <summary>Alerts with less than half of the evidence.</summary>
    public required int Weakened { get; init; }

    /// <summary>Alerts raised in the period that are covered by an approved use now, by its id.</summary>
    public required IReadOnlyDictionary<Guid, int> ByUse { get; init; }

    /// <summary>Minutes from raising to the first escalation, in order, of alerts raised in the period.</summary>
    public required IReadOnlyList<double> ToEscalate { get; init; }

    /// <summary>What grades ask of each alert.</summary>
    public required IReadOnlyList<AlertFact> Facts { get; init; }

    public int Of(OutcomeWord outcome) => Outcomes.GetValueOrDefault(outcome);
}

/// <summary>Times to the first decision of one level.</summary>
public sealed record LevelTimes
{
    /// <summary>Null for all levels together.</summary>
    public Severity? Level { get; init; }

    public required int Raised { get; init; }

    /// <summary>Waiting still, when the report was made.</summary>
    public required int Waiting { get; init; }

    /// <summary>Minutes to the first decision, in order.</summary>
    public required IReadOnlyList<double> Minutes { get; init; }

    /// <summary>How long one may wait; null for ever.</summary>
    public TimeSpan? Allowed { get; init; }

    /// <summary>Decided within that time.</summary>
    public required int InTime { get; init; }

    /// <summary>Decided later, or waiting for longer than that.</summary>
    public required int Late { get; init; }

    public int Decided => Minutes.Count;
}

/// <summary>What one person did to alerts in the period.</summary>
public sealed record PersonWork(string Name, int Closed, int Allowed, int Escalated, int Other, int TakenBack)
{
    public int Decisions => Closed + Allowed + Escalated;
}
