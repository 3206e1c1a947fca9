namespace TriageConsole.Data.Model;

/// <summary>A named filter of the queue.</summary>
public sealed class SavedViewRow
{
    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>Lower-case name; one of a kind for each owner.</summary>
    public required string NameKey { get; set; }

    /// <summary>The filter as it stands in an address, with its question mark; empty for the queue as it opens.</summary>
    public required string Query { get; set; }

    public long OwnerId { get; set; }

    public required string Owner { get; set; }

    /// <summary>Everybody sees it.</summary>
    public bool IsShared { get; set; }

    public DateTime ChangedUtc { get; set; }
}
