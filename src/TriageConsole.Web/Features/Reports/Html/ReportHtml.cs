using TriageConsole.Web.Features.Reports.Content;

namespace TriageConsole.Web.Features.Reports.Html;

/// <summary>A report as one file: its own style in it, no script, nothing fetched. It says so itself, for where no server does.</summary>
public static class ReportHtml
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    public static string Write(ReportDocument report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var html = new HtmlWriter();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Raw("<title>").Text($"{report.Title}: {(report.Facts.Count > 0 ? report.Facts[0].Value : string.Empty)}").Raw("</title>\n<style>\n").Raw(ReportStyle.Sheet).Raw("</style>\n</head>\n<body>\n<main>\n")
            .Raw("<header>\n<p class=\"by\">Triage Console</p>\n").Element("h1", report.Title).Raw("\n");
        Facts(html, report.Facts);
        html.Raw("</header>\n");
        Contents(html, report);
        foreach (var section in report.Sections)
            Section(html, section);
        return html.Raw("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Contents(HtmlWriter html, ReportDocument report)
    {
        html.Raw("<nav aria-label=\"Contents\"><ul>");
        foreach (var section in report.Sections)
            html.Raw("<li><a href=\"#").Text(section.Id).Raw("\">").Text(section.Title).Raw("</a></li>");
        html.Raw("</ul></nav>\n");
    }

    private static void Section(HtmlWriter html, ReportSection section)
    {
        html.Raw("<section id=\"").Text(section.Id).Raw("\">\n").Element("h2", section.Title).Raw("\n");
        foreach (var block in section.Blocks)
            Block(html, block);
        html.Raw("</section>\n");
    }

    private static void Block(HtmlWriter html, ReportBlock block)
    {
        switch (block)
        {
            case ReportText text:
                html.Element("p", text.Text, text.Weight switch
                {
                    ReportWeight.Answer => "class=\"answer\"",
                    ReportWeight.Small => "class=\"small\"",
                    _ => string.Empty,
                }).Raw("\n");
                break;
            case ReportHeading heading:
                html.Element("h3", heading.Text).Raw("\n");
                break;
            case ReportList list:
                html.Raw("<ul>");
                foreach (var item in list.Items)
                    html.Element("li", item);
                html.Raw("</ul>\n");
                break;
            case ReportFacts facts:
                Facts(html, facts.Facts);
                break;
            case ReportTable table:
                Table(html, table);
                break;
            case ReportFigure figure:
                Figure(html, figure);
                break;
        }
    }

    private static void Facts(HtmlWriter html, IReadOnlyList<ReportFact> facts)
    {
        html.Raw("<dl class=\"facts\">");
        foreach (var fact in facts)
        {
            html.Raw("<div>").Element("dt", fact.Name).Raw("<dd>").Element("b", fact.Value);
            if (fact.Note.Length > 0)
                html.Raw(" ").Element("span", fact.Note);
            html.Raw("</dd></div>");
        }

        html.Raw("</dl>\n");
    }

    private static void Table(HtmlWriter html, ReportTable table)
    {
        if (table.Rows.Count == 0)
        {
            html.Element("h3", table.Caption).Raw("\n").Element("p", table.Empty, "class=\"small\"").Raw("\n");
            return;
        }

        html.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Text(table.Caption).Raw("\"><table>").Element("caption", table.Caption).Raw("<thead><tr>");
        for (var column = 0; column < table.Headers.Count; column++)
            html.Element("th", table.Headers[column], table.Numbers.Contains(column) ? "scope=\"col\" class=\"n\"" : "scope=\"col\"");
        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Raw("<tr>");
            for (var column = 0; column < row.Count; column++)
                html.Element(column == 0 ? "th" : "td", row[column], column == 0 ? "scope=\"row\"" : Kind(table, column, row[column]));
            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
        if (table.Left > 0)
            html.Element("p", $"{ReportFigures.Of(table.Left, "more row is", "more rows are")} not shown. {table.LeftWhere}", "class=\"small\"").Raw("\n");
    }

    private static string Kind(ReportTable table, int column, string cell) =>
        table.Numbers.Contains(column) ? "class=\"n\"" : table.Sentences.Contains(column) ? "class=\"t\""
        : IsMarked(cell) ? "class=\"k\"" : IsDay(cell) ? "class=\"d\"" : string.Empty;

    // A mark and its word: nobody reads them on two lines.
    private static bool IsMarked(string cell) => cell.Length is > 0 and <= 20 && cell[0] is >= '\u2010' and < '\ud800';

    // A day, or a day and its hour, which may stand below it.
    private static bool IsDay(string cell) => cell.Length is 10 or 20 && char.IsAsciiDigit(cell[0]) && cell[4] == '-' && cell[7] == '-';

    private static void Figure(HtmlWriter html, ReportFigure figure)
    {
        html.Raw("<figure>").Element("figcaption", figure.Caption).Raw("\n");
        if (figure.Chart.IsEmpty)
        {
            html.Element("p", figure.Empty, "class=\"small\"").Raw("</figure>\n");
            return;
        }

        ReportSvg.Write(html, figure.Chart, figure.Caption);
        html.Raw("<details><summary>").Text($"Numbers: {figure.Caption}").Raw("</summary>");
        Table(html, new()
        {
            Caption = figure.Caption,
            Headers = [string.Empty, .. figure.Chart.Series.Select(series => series.Name)],
            Numbers = Enumerable.Range(1, figure.Chart.Series.Count).ToHashSet(),
            Rows = [.. figure.Chart.Categories.Select((name, at) => (IReadOnlyList<string>)[name, .. figure.Chart.Series.Select(series => ReportChart.Number(series.Values[at]))])],
        });
        html.Raw("</details></figure>\n");
    }
}
