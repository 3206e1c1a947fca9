namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>Section <c>Watch</c>: folders whose files are imported as they appear.</summary>
public sealed record WatchOptions
{
    public const string Section = "Watch";

    public IList<WatchFolderOptions> Folders { get; init; } = [];

    /// <summary>Seconds from one look to the next.</summary>
    public double IntervalSeconds { get; set; } = 10;

    /// <summary>A file is taken when size and time of writing stood still for so long.</summary>
    public double QuietSeconds { get; set; } = 10;
}

/// <summary>One of them. Kept as texts so that a misspelling is told, not thrown.</summary>
public sealed record WatchFolderOptions
{
    public const string Mark = nameof(Mark);
    public const string Move = nameof(Move);

    /// <summary>Full path. It may be missing at times; the imports page says so.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary><c>Mark</c>: files stay and are remembered; <c>Move</c>: they are moved away.</summary>
    public string AfterImport { get; set; } = Mark;

    /// <summary>Where to; a relative path starts in the folder. Empty: <c>done</c>.</summary>
    public string MovedTo { get; set; } = string.Empty;

    /// <summary>Names to take, such as <c>*.evtx;*.zip</c>; empty: all.</summary>
    public string Pattern { get; set; } = string.Empty;
}
