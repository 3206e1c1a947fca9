using System.Globalization;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Reports.Content;

/// <summary>The paints of a report. Every mark has its number or word beside it as well.</summary>
public enum ReportPaint
{
    Good,
    Part,
    None,
    Neutral,
    Critical,
    High,
    Medium,
    Low,
    Info,
}

/// <summary>A series of a chart.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Paint">How it is drawn.</param>
/// <param name="Values">A value for each category.</param>
public sealed record ReportSeries(string Name, ReportPaint Paint, IReadOnlyList<double> Values)
{
    public static ReportPaint PaintOf(Severity level) => level switch
    {
        Severity.Critical => ReportPaint.Critical,
        Severity.High => ReportPaint.High,
        Severity.Medium => ReportPaint.Medium,
        Severity.Low => ReportPaint.Low,
        _ => ReportPaint.Info,
    };
}

/// <summary>Stacked bars over categories: lying, with a name each, or standing, as days do.</summary>
public sealed record ReportChart
{
    public required IReadOnlyList<string> Categories { get; init; }

    public required IReadOnlyList<ReportSeries> Series { get; init; }

    /// <summary>Standing bars in a row of time; else lying ones.</summary>
    public bool IsStanding { get; init; }

    public bool IsEmpty => Categories.Count == 0 || Series.All(series => series.Values.All(value => value <= 0));

    public double TotalOf(int category) => Series.Sum(series => Math.Max(0, series.Values[category]));

    public static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
