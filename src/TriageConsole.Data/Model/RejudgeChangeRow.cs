using TriageConsole.Domain.Detection;

namespace TriageConsole.Data.Model;

/// <summary>How a verdict differs from the stored alert. Stored as a number: never renumber.</summary>
public enum RejudgeChange
{
    New = 0,

    Gone = 1,

    Moved = 2,

    Covered = 3,

    Uncovered = 4,
}

/// <summary>One sample of what a run found to differ; of each kind the weightiest are kept.</summary>
public sealed class RejudgeChangeRow
{
    public long Id { get; set; }

    public long RunId { get; set; }

    public RejudgeRunRow? Run { get; set; }

    public RejudgeChange Kind { get; set; }

    /// <summary>What decides which samples are kept: the score, or how far it moved.</summary>
    public int Weight { get; set; }

    /// <summary>The alert's key; that of a new one is known before it is raised.</summary>
    public Guid AlertId { get; set; }

    public required string Host { get; set; }

    public required string Image { get; set; }

    /// <summary>Cut at 512 characters.</summary>
    public string? CommandLine { get; set; }

    public Severity? FromLevel { get; set; }

    public int? FromScore { get; set; }

    public Severity? ToLevel { get; set; }

    public int? ToScore { get; set; }

    /// <summary>A gone alert that stays because people had to do with it.</summary>
    public bool IsKept { get; set; }

    /// <summary>Signals that make the difference, separated by blanks.</summary>
    public string Signals { get; set; } = string.Empty;
}

/// <summary>In how many of a run's changes a signal had a part.</summary>
public sealed class RejudgeSignalRow
{
    public long RunId { get; set; }

    public RejudgeRunRow? Run { get; set; }

    public required string SignalId { get; set; }

    public int New { get; set; }

    public int Gone { get; set; }

    public int Moved { get; set; }

    /// <summary>Processes on which it threw.</summary>
    public int Failures { get; set; }
}
