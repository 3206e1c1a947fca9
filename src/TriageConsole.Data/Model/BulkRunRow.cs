namespace TriageConsole.Data.Model;

/// <summary>What a run does to its alerts. Stored as a number: never renumber.</summary>
public enum BulkKind
{
    Close = 0,
    Allow = 1,
    Escalate = 2,
    Assign = 3,
    Comment = 4,
    Reopen = 5,

    /// <summary>Put into a case or taken out of one.</summary>
    MoveCase = 6,
}

/// <summary>Where a run stands. Stored as a number: never renumber.</summary>
public enum BulkState
{
    /// <summary>A selection that is kept, with nothing to do to it yet.</summary>
    Frozen = 0,

    Queued = 1,

    Running = 2,

    Completed = 3,

    /// <summary>A person stopped it; what was done is done.</summary>
    Cancelled = 4,

    /// <summary>Broke off; it can go on from there.</summary>
    Failed = 5,

    UndoQueued = 6,

    Undoing = 7,

    Undone = 8,

    /// <summary>Taking it back broke off; it can go on from there.</summary>
    UndoFailed = 9,
}

/// <summary>Where one alert of a run stands. Stored as a number: never renumber.</summary>
public enum BulkItemState
{
    Waiting = 0,

    Done = 1,

    /// <summary>Left as it was; <see cref="BulkRunItemRow.Why"/> says why.</summary>
    Left = 2,

    /// <summary>Brought back to what it was.</summary>
    Undone = 3,

    /// <summary>Done, and left so when the run was taken back.</summary>
    UndoLeft = 4,
}

/// <summary>
/// A decision on a frozen selection of alerts; a decision on a single alert is a run of one. The rows are the truth: an alert
/// is changed in the same transaction as its item, so that a killed run goes on without doing anything twice.
/// </summary>
public sealed class BulkRunRow
{
    public long Id { get; set; }

    public BulkKind Kind { get; set; }

    public BulkState State { get; set; }

    /// <summary>What is done, as JSON; empty for a run of one, which was done when it was stored.</summary>
    public string OrderJson { get; set; } = string.Empty;

    public long RequestedById { get; set; }

    public required string RequestedBy { get; set; }

    /// <summary>Address the person came from.</summary>
    public string? Address { get; set; }

    public DateTime CreatedUtc { get; set; }

    public DateTime? StartedUtc { get; set; }

    /// <summary>When the last alert was done: the time to take it back counts from here.</summary>
    public DateTime? FinishedUtc { get; set; }

    public DateTime? UndoneUtc { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>Why it broke off, for people.</summary>
    public string? Error { get; set; }

    public int Total { get; set; }

    public int Done { get; set; }

    /// <summary>Alerts that were left as they were.</summary>
    public int LeftAlone { get; set; }

    public int Undone { get; set; }

    /// <summary>Alerts that were left as they are when it was taken back.</summary>
    public int UndoLeft { get; set; }

    public List<BulkRunItemRow> Items { get; set; } = [];
}

/// <summary>One alert of a run. Without a reference to the alert's row, which judging again can take away.</summary>
public sealed class BulkRunItemRow
{
    public long RunId { get; set; }

    public BulkRunRow? Run { get; set; }

    /// <summary>Place in the selection.</summary>
    public int Position { get; set; }

    /// <summary>Public id of the alert.</summary>
    public Guid AlertId { get; set; }

    /// <summary>The version of the alert that the person saw.</summary>
    public int SeenVersion { get; set; }

    public BulkItemState State { get; set; }

    /// <summary>Why it was left, for people.</summary>
    public string? Why { get; set; }

    /// <summary>The alert before.</summary>
    public AlertState Before { get; set; } = new();

    /// <summary>The alert after; means nothing until it is done.</summary>
    public AlertState After { get; set; } = new();
}
