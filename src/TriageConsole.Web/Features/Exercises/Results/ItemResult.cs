using TriageConsole.Data.Model;
using TriageConsole.Domain.Exercises;

namespace TriageConsole.Web.Features.Exercises.Results;

/// <summary>A person and a moment.</summary>
public sealed record WhoWhen(string Who, DateTime AtUtc);

/// <summary>A decision on an alert of a scenario, as its history has it.</summary>
public sealed record WhoDecided(string Who, DateTime AtUtc, ExerciseDecision Decision, string? Note);

/// <summary>What people made of one scenario. A value: the same rows give the same.</summary>
public sealed record ItemResult
{
    public DateTime? OpenedUtc { get; private init; }

    public string? OpenedBy { get; private init; }

    public DateTime? DecidedUtc { get; private init; }

    public string? DecidedBy { get; private init; }

    public ExerciseDecision Decision { get; private init; }

    public DateTime? EscalatedUtc { get; private init; }

    public ExerciseMark Mark { get; private init; }

    public string? Note { get; private init; }

    /// <param name="item">The scenario.</param>
    /// <param name="opens">Who opened it.</param>
    /// <param name="decisions">Who decided it, in any order.</param>
    public static ItemResult Of(ExerciseItemRow item, IReadOnlyCollection<WhoWhen> opens, IReadOnlyCollection<WhoDecided> decisions)
    {
        ArgumentNullException.ThrowIfNull(item);
        var first = decisions.Where(line => line.Decision != ExerciseDecision.None).MinBy(line => line.AtUtc);

        // Decided from the queue, it was looked at there: it was opened no later than that.
        var opened = opens.MinBy(open => open.AtUtc);
        if (first is not null && (opened is null || opened.AtUtc > first.AtUtc))
            opened = new(first.Who, first.AtUtc);
        return new()
        {
            OpenedUtc = opened?.AtUtc,
            OpenedBy = opened?.Who,
            DecidedUtc = first?.AtUtc,
            DecidedBy = first?.Who,
            Decision = first?.Decision ?? ExerciseDecision.None,
            EscalatedUtc = decisions.Where(line => line.Decision == ExerciseDecision.Escalated).MinBy(line => line.AtUtc)?.AtUtc,
            Mark = ExerciseRules.Mark(item.IsAttack, first?.Decision ?? ExerciseDecision.None),
            Note = first?.Note,
        };
    }

    /// <summary>As it was frozen.</summary>
    public static ItemResult Frozen(ExerciseItemRow item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new()
        {
            OpenedUtc = item.OpenedUtc,
            OpenedBy = item.OpenedBy,
            DecidedUtc = item.DecidedUtc,
            DecidedBy = item.DecidedBy,
            Decision = item.Decision,
            EscalatedUtc = item.EscalatedUtc,
            Mark = item.Mark,
            Note = item.Note,
        };
    }

    public void WriteTo(ExerciseItemRow item)
    {
        ArgumentNullException.ThrowIfNull(item);
        (item.OpenedUtc, item.OpenedBy, item.DecidedUtc, item.DecidedBy) = (OpenedUtc, OpenedBy, DecidedUtc, DecidedBy);
        (item.Decision, item.EscalatedUtc, item.Mark, item.Note) = (Decision, EscalatedUtc, Mark, Note);
    }
}
