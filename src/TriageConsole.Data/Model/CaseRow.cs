using TriageConsole.Domain.Alerts;

namespace TriageConsole.Data.Model;

/// <summary>Stored as a number: never renumber.</summary>
public enum CaseStatus
{
    Open = 0,
    Closed = 1,

    /// <summary>Everything in it went to <see cref="CaseRow.MergedIntoId"/>; what is left leads there.</summary>
    Merged = 2,
}

public sealed class CaseRow
{
    private string _title = string.Empty;

    public long Id { get; set; }

    public required string Title
    {
        get => _title;
        set => (_title, TitleKey) = (value, value.ToLowerInvariant());
    }

    /// <summary>The title in lower case, for searching: the databases disagree on case.</summary>
    public string TitleKey { get; private set; } = string.Empty;

    public CaseStatus Status { get; set; }

    /// <summary>What it turned out to be; none while it is open.</summary>
    public AlertOutcome Outcome { get; set; }

    /// <summary>User name of who has it.</summary>
    public required string Owner { get; set; }

    public DateTime CreatedUtc { get; set; }

    /// <summary>When anything in it last changed.</summary>
    public DateTime ChangedUtc { get; set; } = DateTime.UnixEpoch;

    public DateTime? ClosedUtc { get; set; }

    /// <summary>Where everything in it went; never itself a merged case, so that one step always arrives.</summary>
    public long? MergedIntoId { get; set; }

    public CaseRow? MergedInto { get; set; }

    /// <summary>The exercise that it was opened for; null for all others. It goes with the exercise, unless something real came into it.</summary>
    public long? ExerciseId { get; set; }

    /// <summary>Counts changes; counting it up is how a change takes the case, one at a time.</summary>
    public int Version { get; set; }

    public List<AlertRow> Alerts { get; set; } = [];

    public List<EscalationRow> Escalations { get; set; } = [];

    public List<CaseNoteRow> Notes { get; set; } = [];

    public List<CaseTaskRow> Tasks { get; set; } = [];

    public List<CaseHistoryRow> History { get; set; } = [];

    /// <summary>An alert comes into it: a new case is the exercise's whose alert it is opened for, and any case is real once something real came into it.</summary>
    public void Met(AlertRow alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (Id == 0)
            ExerciseId = alert.ExerciseId;
        else if (alert.ExerciseId is null)
            ExerciseId = null;
    }
}

/// <summary>A frozen bundle of proof, as it stood when a person escalated. Never changed.</summary>
public sealed class EscalationRow
{
    public long Id { get; set; }

    public long CaseId { get; set; }

    public CaseRow? Case { get; set; }

    public long AlertId { get; set; }

    public AlertRow? Alert { get; set; }

    public required string CreatedBy { get; set; }

    public DateTime CreatedUtc { get; set; }

    public required string Note { get; set; }

    /// <summary>The bundle's JSON, exactly the bytes that were hashed.</summary>
    public required string BundleJson { get; set; }

    /// <summary>SHA-256 of the bundle's UTF-8 bytes, upper-case hex.</summary>
    public required string Sha256 { get; set; }
}
