namespace TriageConsole.Data.Model;

/// <summary>Something about the console itself that those who run it should know. It resolves itself.</summary>
public sealed class OperationsNoticeRow
{
    public long Id { get; set; }

    /// <summary>What sort of thing: <c>self-test</c>. Stored: never rename.</summary>
    public required string Kind { get; set; }

    /// <summary>What it is about, within the kind; there is one open notice for each.</summary>
    public required string Subject { get; set; }

    /// <summary>What happened and what to do, for people.</summary>
    public required string Message { get; set; }

    public DateTime RaisedUtc { get; set; }

    /// <summary>When it was well again; null while it is not.</summary>
    public DateTime? ResolvedUtc { get; set; }

    /// <summary>Who has seen it and wants it out of the way; null for nobody.</summary>
    public string? DismissedBy { get; set; }
}
