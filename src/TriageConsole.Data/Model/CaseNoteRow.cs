namespace TriageConsole.Data.Model;

/// <summary>What somebody wrote into a case. Only ever added to: a case is read by people who were not there.</summary>
public sealed class CaseNoteRow
{
    public long Id { get; set; }

    public long CaseId { get; set; }

    public CaseRow? Case { get; set; }

    public DateTime AtUtc { get; set; }

    public required string Author { get; set; }

    /// <summary>Markdown as typed; hostile text.</summary>
    public required string Text { get; set; }
}

/// <summary>Something that somebody is to do in a case.</summary>
public sealed class CaseTaskRow
{
    public long Id { get; set; }

    public long CaseId { get; set; }

    public CaseRow? Case { get; set; }

    public required string Text { get; set; }

    /// <summary>User name of who is to do it; null for nobody yet.</summary>
    public string? Assignee { get; set; }

    /// <summary>The day by whose end it is to be done, at midnight UTC.</summary>
    public DateTime? DueUtc { get; set; }

    public DateTime CreatedUtc { get; set; }

    public required string CreatedBy { get; set; }

    public DateTime? DoneUtc { get; set; }

    public string? DoneBy { get; set; }
}
