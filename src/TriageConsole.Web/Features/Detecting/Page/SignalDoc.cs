namespace TriageConsole.Web.Features.Detecting.Page;

/// <summary>A part of a signal's page.</summary>
/// <param name="Title">Its heading; empty before the first.</param>
/// <param name="Lines">Paragraphs and list entries, in order.</param>
public sealed record DocSection(string Title, IReadOnlyList<DocLine> Lines);

/// <summary>A paragraph or an entry of a list.</summary>
/// <param name="IsEntry">Whether it is an entry of a list.</param>
/// <param name="Parts">Its text, cut where code begins and ends: every second part is code.</param>
public sealed record DocLine(bool IsEntry, IReadOnlyList<string> Parts);

/// <summary>The pages of docs/detection, which ship beside the program. They use headings, paragraphs, lists and code, and nothing else.</summary>
public static class SignalDoc
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "docs", "detection");

    /// <summary>The page of a signal of the catalogue; empty where it does not ship.</summary>
    public static IReadOnlyList<DocSection> Read(string catalogueId)
    {
        var file = Path.Combine(Folder, catalogueId + ".md");
        return File.Exists(file) ? Parse(File.ReadAllText(file)) : [];
    }

    internal static IReadOnlyList<DocSection> Parse(string text)
    {
        var sections = new List<DocSection>();
        var title = string.Empty;
        var lines = new List<DocLine>();
        foreach (var block in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (block.StartsWith("# ", StringComparison.Ordinal))
                continue;
            if (block.StartsWith("## ", StringComparison.Ordinal))
            {
                Close();
                title = block[3..];
            }
            else if (block.StartsWith("- ", StringComparison.Ordinal))
            {
                lines.AddRange(("\n" + block).Split("\n- ", StringSplitOptions.RemoveEmptyEntries).Select(entry => Line(entry, isEntry: true)));
            }
            else
            {
                lines.Add(Line(block, isEntry: false));
            }
        }

        Close();
        return sections;

        void Close()
        {
            if (lines.Count > 0)
                sections.Add(new(title, [.. lines]));
            lines.Clear();
        }
    }

    private static DocLine Line(string text, bool isEntry) => new(isEntry, text.Replace('\n', ' ').Split('`'));
}
