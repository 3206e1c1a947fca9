using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>One alert as a line of the queue. Every text in it but the enums is hostile.</summary>
public sealed record AlertQueueRow
{
    public required long Id { get; init; }

    public required Guid PublicId { get; init; }

    public required Severity Level { get; init; }

    public required int Score { get; init; }

    public required int Completeness { get; init; }

    public required string Chain { get; init; }

    public required string Summary { get; init; }

    public required string Host { get; init; }

    /// <summary>Lower-case host: what the order by host goes by.</summary>
    public required string HostKey { get; init; }

    public string? User { get; init; }

    public required string Technique { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTime FirstUtc { get; init; }

    /// <summary>When it was raised: its age counts from here.</summary>
    public required DateTime CreatedUtc { get; init; }

    /// <summary>When a person first decided it: it waits no longer from then on.</summary>
    public DateTime? FirstDecidedUtc { get; init; }

    /// <summary>What the order by due time goes by; set only in that order.</summary>
    public DateTime DueKey { get; init; }

    public string? Assignee { get; init; }

    public required AlertStatus Status { get; init; }

    public required AlertOutcome Outcome { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>The exercise that it is part of. Not to be shown, but by way of <see cref="IsToldAsExercise"/>.</summary>
    public long? ExerciseId { get; init; }

    /// <summary>That exercise is blind.</summary>
    public bool IsBlind { get; init; }

    /// <summary>What a decision from this row claims to have seen.</summary>
    public required int Version { get; init; }

    /// <summary>Whether it is called part of an exercise to somebody.</summary>
    /// <param name="seesAll">They run exercises.</param>
    public bool IsToldAsExercise(bool seesAll) =>
        ExerciseId is not null && Domain.Exercises.ExerciseRules.IsTold(seesAll, IsBlind, FirstDecidedUtc is not null);
}

/// <summary>Alike alerts as one line of the queue.</summary>
public sealed record AlertPattern
{
    public required string Fingerprint { get; init; }

    public required int Alerts { get; init; }

    public required int Hosts { get; init; }

    public required Severity Level { get; init; }

    public required int Score { get; init; }

    public required int Completeness { get; init; }

    public required DateTime FirstUtc { get; init; }

    public required DateTime LastUtc { get; init; }

    /// <summary>When the longest waiting of them was raised.</summary>
    public required DateTime OldestUtc { get; init; }

    /// <summary>Chain of the first of them.</summary>
    public required string Chain { get; init; }

    public required string Technique { get; init; }
}

/// <summary>A count that stops counting where people stop caring.</summary>
/// <param name="Value">The count, at most <see cref="Cap"/>.</param>
/// <param name="IsCapped">Whether there are more.</param>
public readonly record struct CappedCount(int Value, bool IsCapped)
{
    public const int Cap = 10_000;

    public static CappedCount Of(int counted) => new(Math.Min(counted, Cap), counted > Cap);

    public override string ToString() =>
        Value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + (IsCapped ? "+" : string.Empty);
}

/// <summary>A page of the flat queue.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="HasMore">Whether the queue goes on behind them.</param>
public sealed record AlertQueuePage(IReadOnlyList<AlertQueueRow> Rows, bool HasMore);

/// <summary>The patterns of the queue.</summary>
/// <param name="Patterns">The patterns, at most <see cref="AlertQueueQueries.MostPatterns"/>.</param>
/// <param name="HasMore">Whether some were left out.</param>
public sealed record AlertPatternPage(IReadOnlyList<AlertPattern> Patterns, bool HasMore);
