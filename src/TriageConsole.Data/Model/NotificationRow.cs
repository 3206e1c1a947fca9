namespace TriageConsole.Data.Model;

/// <summary>Why somebody is told something. Stored as a number: never renumber. A new reason adds its line to the choices, too.</summary>
public enum NotificationKind
{
    /// <summary>An alert or a case was given to them.</summary>
    Assigned = 0,

    /// <summary>They were named in a comment or a note.</summary>
    Mentioned = 1,

    /// <summary>A task of a case was given to them.</summary>
    TaskGiven = 2,

    /// <summary>An approved use waits for an admin.</summary>
    ApprovalWaiting = 3,

    /// <summary>An alert that waits for its first decision is about to be late.</summary>
    NearlyLate = 4,
}

/// <summary>Where the mail about a notification stands. Stored as a number: never renumber.</summary>
public enum NotificationMail
{
    /// <summary>Nobody wants one.</summary>
    None = 0,

    /// <summary>Not sent yet; <see cref="NotificationRow.MailNextUtc"/> says when it is tried.</summary>
    Waiting = 1,

    Sent = 2,

    /// <summary>The mail server will not have it.</summary>
    Refused = 3,

    /// <summary>Tried as often as it may be.</summary>
    GaveUp = 4,
}

/// <summary>One thing that one person is told, in the app, by mail or both. The row is what a mail is sent from.</summary>
public sealed class NotificationRow
{
    public long Id { get; set; }

    public long UserId { get; set; }

    public UserRow? User { get; set; }

    public NotificationKind Kind { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>Who caused it.</summary>
    public required string By { get; set; }

    /// <summary>What it is about, in a line; can quote hostile text.</summary>
    public required string Subject { get; set; }

    /// <summary>The first words of what was written; hostile text.</summary>
    public string? Excerpt { get; set; }

    /// <summary>The alert that it leads to.</summary>
    public Guid? AlertId { get; set; }

    /// <summary>The case that it leads to.</summary>
    public long? CaseId { get; set; }

    /// <summary>Whether it shows in the app.</summary>
    public bool InApp { get; set; }

    public DateTime? ReadUtc { get; set; }

    public NotificationMail Mail { get; set; }

    /// <summary>Attempts begun.</summary>
    public int MailAttempts { get; set; }

    /// <summary>While the mail waits: not before then. Taking an attempt moves it past the attempt's end.</summary>
    public DateTime MailNextUtc { get; set; }

    /// <summary>What the server last said, bounded; foreign text.</summary>
    public string? MailAnswer { get; set; }
}

/// <summary>Where somebody wants one kind of notification; without a row, in the app only.</summary>
public sealed class NotificationChoiceRow
{
    public long UserId { get; set; }

    public UserRow? User { get; set; }

    public NotificationKind Kind { get; set; }

    public bool InApp { get; set; }

    public bool Mail { get; set; }
}
