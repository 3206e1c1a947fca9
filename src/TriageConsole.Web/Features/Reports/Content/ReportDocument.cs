namespace TriageConsole.Web.Features.Reports.Content;

/// <summary>A report as what it says, before it is a page.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Facts">What stands under the name: period, zone, hosts, who and when.</param>
/// <param name="Sections">In order.</param>
public sealed record ReportDocument(string Title, IReadOnlyList<ReportFact> Facts, IReadOnlyList<ReportSection> Sections);

/// <summary>One section: whoever has more to tell adds blocks to it.</summary>
/// <param name="Id">Its anchor; letters and dashes.</param>
/// <param name="Title">Its name.</param>
/// <param name="Blocks">Text, facts, tables and figures in order.</param>
public sealed record ReportSection(string Id, string Title, IReadOnlyList<ReportBlock> Blocks);

/// <summary>A part of a section. All text in it is shown as text, whatever stands in it.</summary>
public abstract record ReportBlock;

/// <summary>A paragraph.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Weight">How much it weighs.</param>
public sealed record ReportText(string Text, ReportWeight Weight = ReportWeight.Plain) : ReportBlock;

public enum ReportWeight
{
    Plain,

    /// <summary>The answer that the section is there for.</summary>
    Answer,

    /// <summary>What explains the rest.</summary>
    Small,
}

/// <summary>A heading inside a section.</summary>
public sealed record ReportHeading(string Text) : ReportBlock;

/// <summary>Sentences, one under another.</summary>
public sealed record ReportList(IReadOnlyList<string> Items) : ReportBlock;

/// <summary>Numbers with their names, side by side.</summary>
public sealed record ReportFacts(IReadOnlyList<ReportFact> Facts) : ReportBlock;

/// <param name="Name">What it is.</param>
/// <param name="Value">The number or word.</param>
/// <param name="Note">What puts it in its place; empty where nothing does.</param>
public sealed record ReportFact(string Name, string Value, string Note = "");

/// <summary>A table.</summary>
public sealed record ReportTable : ReportBlock
{
    public required string Caption { get; init; }

    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>As many cells each as there are headers; the first names the row.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Rows { get; init; }

    /// <summary>Columns of numbers, which stand right.</summary>
    public IReadOnlySet<int> Numbers { get; init; } = new HashSet<int>();

    /// <summary>Columns of sentences, which need room.</summary>
    public IReadOnlySet<int> Sentences { get; init; } = new HashSet<int>();

    /// <summary>Rows that there are and that are not here.</summary>
    public int Left { get; init; }

    /// <summary>Where the rows that are left out stand.</summary>
    public string LeftWhere { get; init; } = "The evidence pack holds them all.";

    /// <summary>What stands in the place of a table without rows.</summary>
    public string Empty { get; init; } = "None.";
}

/// <summary>A chart with its numbers as a table under it.</summary>
/// <param name="Chart">What is drawn.</param>
/// <param name="Caption">What it shows, for people and screen readers.</param>
/// <param name="Empty">What stands in its place where there is nothing to draw.</param>
public sealed record ReportFigure(ReportChart Chart, string Caption, string Empty = "Nothing to draw.") : ReportBlock;
