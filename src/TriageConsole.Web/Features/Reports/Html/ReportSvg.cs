using TriageConsole.Web.Features.Reports.Content;

namespace TriageConsole.Web.Features.Reports.Html;

/// <summary>Draws a chart. Shapes are numbers and classes of our own; every word in it is set as text.</summary>
internal static class ReportSvg
{
    private const double Width = 760;
    private const double LegendHeight = 24;
    private const double TextRise = 4;

    private const double LabelWidth = 130;
    private const double TotalWidth = 60;
    private const double BarHeight = 16;
    private const double BarStep = 23;
    private const double CharWidth = 6.4;

    private const double PlotHeight = 170;
    private const double AxisWidth = 46;
    private const double AxisHeight = 22;
    private const int MostLabels = 10;
    private const int GridLines = 4;

    public static void Write(HtmlWriter html, ReportChart chart, string name)
    {
        var height = chart.IsStanding ? LegendHeight + PlotHeight + AxisHeight : LegendHeight + (BarStep * chart.Categories.Count) + 2;
        html.Raw($"<svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"").Text(name).Raw("\">");
        html.Raw("<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" class=\"hatch-ground\"/><rect width=\"3\" height=\"6\" class=\"hatch-line\"/></pattern></defs>");
        Legend(html, chart);
        if (chart.IsStanding)
            Standing(html, chart);
        else
            Lying(html, chart);
        html.Raw("</svg>\n");
    }

    private static void Legend(HtmlWriter html, ReportChart chart)
    {
        var x = chart.IsStanding ? AxisWidth : LabelWidth;
        foreach (var series in chart.Series)
        {
            Bar(html, series.Paint, x, 2, 12, 12);
            html.Raw($"<text x=\"{x + 17}\" y=\"{8 + TextRise}\">").Text(series.Name).Raw("</text>");
            x += 34 + (series.Name.Length * CharWidth);
        }
    }

    private static void Lying(HtmlWriter html, ReportChart chart)
    {
        var most = Math.Max(1, Enumerable.Range(0, chart.Categories.Count).Max(chart.TotalOf));
        for (var at = 0; at < chart.Categories.Count; at++)
        {
            var (x, y) = (LabelWidth, LegendHeight + (BarStep * at));
            html.Raw($"<text x=\"{LabelWidth - 8}\" y=\"{y + (BarHeight / 2) + TextRise}\" class=\"end\">").Text(chart.Categories[at]).Raw("</text>");
            foreach (var series in chart.Series)
            {
                var value = Math.Max(0, series.Values[at]);
                var width = (Width - LabelWidth - TotalWidth) * value / most;
                if (width <= 0)
                    continue;
                Bar(html, series.Paint, x, y, width, BarHeight);
                var number = ReportChart.Number(value);
                if (width > (number.Length * CharWidth) + 6)
                    html.Raw($"<text x=\"{x + (width / 2)}\" y=\"{y + (BarHeight / 2) + TextRise}\" class=\"mid ").Raw(OnClass(series.Paint)).Raw("\">").Text(number).Raw("</text>");
                x += width;
            }

            html.Raw($"<text x=\"{x + 6}\" y=\"{y + (BarHeight / 2) + TextRise}\" class=\"muted\">").Text(ReportChart.Number(chart.TotalOf(at))).Raw("</text>");
        }
    }

    private static void Standing(HtmlWriter html, ReportChart chart)
    {
        var top = NiceTop(Enumerable.Range(0, chart.Categories.Count).Max(chart.TotalOf));
        var bottom = LegendHeight + PlotHeight;
        for (var line = 0; line <= GridLines; line++)
        {
            var y = bottom - (PlotHeight * line / GridLines);
            html.Raw($"<path class=\"grid\" d=\"M{AxisWidth} {y}H{Width}\"/><text x=\"{AxisWidth - 6}\" y=\"{y + TextRise}\" class=\"end muted\">").Text(ReportChart.Number(top * line / GridLines)).Raw("</text>");
        }

        var step = (Width - AxisWidth) / chart.Categories.Count;
        var every = (int)Math.Ceiling((double)chart.Categories.Count / MostLabels);
        for (var at = 0; at < chart.Categories.Count; at++)
        {
            var (x, y) = (AxisWidth + (step * at) + (step * 0.1), bottom);
            foreach (var series in chart.Series)
            {
                var height = PlotHeight * Math.Max(0, series.Values[at]) / top;
                if (height <= 0)
                    continue;
                y -= height;
                Bar(html, series.Paint, x, y, step * 0.8, height);
            }

            if (at % every == 0)
                html.Raw($"<text x=\"{Math.Min(x + (step * 0.4), Width - 34)}\" y=\"{bottom + 15}\" class=\"mid muted\">").Text(chart.Categories[at]).Raw("</text>");
        }
    }

    private static void Bar(HtmlWriter html, ReportPaint paint, double x, double y, double width, double height) =>
        html.Raw("<rect class=\"").Raw(PaintClass(paint)).Raw($"\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");

    /// <summary>The next of 4, 8, 10, 20, 40, 80, 100, … so that the lines between are short numbers.</summary>
    private static double NiceTop(double most)
    {
        for (var unit = 4.0; ; unit *= 10)
        {
            foreach (var factor in (double[])[1, 2, 2.5, 5])
            {
                if (unit * factor >= most)
                    return unit * factor;
            }
        }
    }

    private static string PaintClass(ReportPaint paint) => paint switch
    {
        ReportPaint.Good => "p-good",
        ReportPaint.Part => "p-part",
        ReportPaint.None => "p-none",
        ReportPaint.Critical => "p-critical",
        ReportPaint.High => "p-high",
        ReportPaint.Medium => "p-medium",
        ReportPaint.Low => "p-low",
        ReportPaint.Info => "p-info",
        _ => "p-neutral",
    };

    private static string OnClass(ReportPaint paint) => paint is ReportPaint.None or ReportPaint.Part ? "on-light" : "on-dark";
}
