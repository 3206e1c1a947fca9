using System.Text.RegularExpressions;
using System.Xml.Linq;
using TriageConsole.Web.Features.Reports.Content;
using TriageConsole.Web.Features.Reports.Html;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

public sealed class ReportHtmlTests
{
    [Fact]
    public void Write_HostileTextEverywhere_IsText()
    {
        var html = ReportHtml.Write(Everything(AlertStore.Hostile + "\" onload=x \u202Egpj\0"));

        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onload", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\0', html);
        Assert.Contains("&#x27E8;U&#x2B;202E&#x27E9;gpj", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyReport_FetchesAndRunsNothingAndSaysSo()
    {
        var html = ReportHtml.Write(Everything("words"));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(new Regex("(src|href)=\"(?!#)"), html);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex(@"url\((?!#)"), html);
        Assert.Contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Chart_IsDrawingWithItsNumbersBesideIt()
    {
        var html = ReportHtml.Write(Everything("Büro <1>"));
        var drawings = Regex.Matches(html, "<svg.*?</svg>", RegexOptions.Singleline).Select(match => XElement.Parse(match.Value)).ToList();

        Assert.Equal(2, drawings.Count);
        Assert.All(drawings, svg => Assert.Equal("img", svg.Attribute("role")!.Value));
        Assert.Contains(drawings[0].Elements("text"), text => text.Value == "Büro <1>");
        Assert.Contains(drawings[0].Elements("text"), text => text.Value == "1,234");
        Assert.Equal(3, Regex.Count(html, "<td class=\"n\">1,234</td>"));
        Assert.All(drawings.SelectMany(svg => svg.Descendants("rect")).Where(rect => rect.Attribute("x") is not null), rect => Assert.True(double.Parse(rect.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture) >= 0));
    }

    [Fact]
    public void Write_TableWithoutRowsAndChartWithoutMarks_SayWhatIsMissing()
    {
        var html = ReportHtml.Write(new("T", [], [new("s", "S",
        [
            new ReportTable { Caption = "Hosts", Headers = ["a"], Rows = [], Empty = "No host at all." },
            new ReportFigure(new() { Categories = ["x"], Series = [new("s", ReportPaint.Good, [0])] }, "Chart", "No alert at all."),
        ])]));

        Assert.Contains("No host at all.", html, StringComparison.Ordinal);
        Assert.Contains("No alert at all.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", html, StringComparison.Ordinal);
    }

    private static ReportDocument Everything(string text) => new(
        text,
        [new(text, text, text)],
        [
            new("one", text,
            [
                new ReportText(text),
                new ReportText(text, ReportWeight.Answer),
                new ReportHeading(text),
                new ReportList([text]),
                new ReportFacts([new(text, text, text)]),
                new ReportTable { Caption = text, Headers = [text, "n"], Rows = [[text, "1,234"]], Numbers = new HashSet<int> { 1 }, Left = 2, LeftWhere = text },
                new ReportFigure(Chart(text, isStanding: false), text),
                new ReportFigure(Chart(text, isStanding: true), text),
            ]),
        ]);

    private static ReportChart Chart(string text, bool isStanding) => new()
    {
        IsStanding = isStanding,
        Categories = [text, "second"],
        Series = [new(text, ReportPaint.Part, [1234, 0]), new("other", ReportPaint.None, [-5, 17])],
    };
}
