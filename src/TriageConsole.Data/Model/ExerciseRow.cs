using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Exercises;

namespace TriageConsole.Data.Model;

/// <summary>Stored as a number: never renumber.</summary>
public enum ExerciseState
{
    /// <summary>Alerts enter the queue, or wait there.</summary>
    Running = 0,

    /// <summary>The results stand; what it brought is being taken away.</summary>
    Clearing = 1,

    Ended = 2,
}

/// <summary>Why an exercise ended. Stored as a number: never renumber.</summary>
public enum ExerciseEnd
{
    /// <summary>It has not.</summary>
    None = 0,

    /// <summary>Its time was over.</summary>
    Time = 1,

    /// <summary>Who runs it ended it.</summary>
    Lead = 2,

    /// <summary>Everything was decided.</summary>
    Decided = 3,
}

/// <summary>One tabletop on the real queue: the truth about it, from which it goes on after a kill. Its results stay when all else is gone.</summary>
public sealed class ExerciseRow
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public ExerciseState State { get; set; }

    /// <summary>1 until it has ended, else null; unique, so that there is one at a time.</summary>
    public int? Slot { get; set; }

    /// <summary>Its alerts are not called what they are until they are decided.</summary>
    public bool IsBlind { get; set; }

    /// <summary>Everybody who may decide took part; else those who were named.</summary>
    public bool IsForAll { get; set; }

    public required string CreatedBy { get; set; }

    public DateTime CreatedUtc { get; set; }

    /// <summary>When its time is over.</summary>
    public DateTime DueUtc { get; set; }

    /// <summary>Who asked to end it early; null for nobody.</summary>
    public string? EndRequestedBy { get; set; }

    public ExerciseEnd End { get; set; }

    /// <summary>When the results were frozen.</summary>
    public DateTime? EndedUtc { get; set; }

    /// <summary>What went wrong last, for people; null for nothing.</summary>
    public string? Error { get; set; }

    public List<ExerciseItemRow> Items { get; set; } = [];

    public List<ExercisePersonRow> People { get; set; } = [];
}

/// <summary>Somebody who takes part, and is measured.</summary>
public sealed class ExercisePersonRow
{
    public long ExerciseId { get; set; }

    public ExerciseRow? Exercise { get; set; }

    /// <summary>Sign-in name: a decision names its person so.</summary>
    public required string UserName { get; set; }
}

/// <summary>Stored as a number: never renumber.</summary>
public enum ExerciseItemState
{
    /// <summary>Not in the queue yet.</summary>
    Waiting = 0,

    /// <summary>Its import is under way.</summary>
    Entering = 1,

    /// <summary>Its alert is in the queue, or was.</summary>
    Raised = 2,

    /// <summary>Detection raised nothing, or an approved use covers it; it is not measured.</summary>
    NotRaised = 3,

    /// <summary>It could not be brought in; <see cref="ExerciseItemRow.Error"/> says why. It is not measured.</summary>
    Failed = 4,
}

/// <summary>One scenario of an exercise: what it is, where it was put, and what people made of it.</summary>
public sealed class ExerciseItemRow
{
    public long Id { get; set; }

    public long ExerciseId { get; set; }

    public ExerciseRow? Exercise { get; set; }

    /// <summary>Place in the exercise.</summary>
    public int Position { get; set; }

    /// <summary>Name of the scenario in the library.</summary>
    public required string Scenario { get; set; }

    /// <summary>The transform it was made by; empty for the form as written.</summary>
    public required string Evasion { get; set; }

    public required string Subject { get; set; }

    public required string Technique { get; set; }

    public bool IsAttack { get; set; }

    /// <summary>The invented computer it has to itself.</summary>
    public required string Host { get; set; }

    /// <summary>The invented account.</summary>
    public required string Account { get; set; }

    /// <summary>Where its numbers come from, so that telemetry that is written again is the same.</summary>
    public int Seed { get; set; }

    /// <summary>When it enters the queue.</summary>
    public DateTime ArrivesUtc { get; set; }

    public ExerciseItemState State { get; set; }

    /// <summary>Its import, until that is taken away.</summary>
    public long? ImportId { get; set; }

    public string? Error { get; set; }

    /// <summary>The alert that people are sent to.</summary>
    public Guid? AlertId { get; set; }

    public DateTime? RaisedUtc { get; set; }

    public Severity Level { get; set; }

    public int Score { get; set; }

    public string CommandLine { get; set; } = string.Empty;

    /// <summary>What detection said of it, a line a finding.</summary>
    public string Explanation { get; set; } = string.Empty;

    /// <summary>Frozen at the end, as all that follows: when somebody first opened it.</summary>
    public DateTime? OpenedUtc { get; set; }

    public string? OpenedBy { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public string? DecidedBy { get; set; }

    public ExerciseDecision Decision { get; set; }

    public DateTime? EscalatedUtc { get; set; }

    public ExerciseMark Mark { get; set; }

    /// <summary>What the person wrote.</summary>
    public string? Note { get; set; }
}

/// <summary>An alert that came of a scenario. It stays when the alert is gone, so that a link to it can say what it was.</summary>
public sealed class ExerciseAlertRow
{
    public Guid AlertId { get; set; }

    public long ItemId { get; set; }

    public ExerciseItemRow? Item { get; set; }
}

/// <summary>When one person first opened an alert of a scenario. Only kept for exercises.</summary>
public sealed class ExerciseOpenRow
{
    public long ItemId { get; set; }

    public ExerciseItemRow? Item { get; set; }

    public required string UserName { get; set; }

    public DateTime AtUtc { get; set; }
}
