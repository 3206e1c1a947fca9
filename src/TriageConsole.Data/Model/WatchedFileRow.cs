namespace TriageConsole.Data.Model;

/// <summary>A file of a watched folder that was taken, as it was then; what differs from it is taken again.</summary>
public sealed class WatchedFileRow
{
    public long Id { get; set; }

    /// <summary>SHA-256 over folder and path, upper-case hex: both can be longer than an index takes.</summary>
    public required string Key { get; set; }

    /// <summary>The watched folder, as the settings name it, in full.</summary>
    public required string Folder { get; set; }

    /// <summary>Where it lies, from the folder, with <c>/</c>; hostile text. A moved file's new place.</summary>
    public required string Path { get; set; }

    public long Length { get; set; }

    /// <summary>Ticks (UTC): databases round times, and a rounded one would not compare.</summary>
    public long ModifiedTicks { get; set; }

    /// <summary>The import that reads it, or that had read the same bytes before. It may have been deleted since.</summary>
    public long ImportId { get; set; }

    public DateTime TakenUtc { get; set; }

    /// <summary>It was moved out of the way afterwards.</summary>
    public bool Moved { get; set; }
}
