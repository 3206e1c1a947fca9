using System.Globalization;
using TriageConsole.Web.Features.Coverage.Period;

namespace TriageConsole.Web.Features.Coverage.Grade.Navigator;

/// <summary>Grades as a layer: a colour by word, so that it reads as the page does, the score beside it, the reasons as comment.</summary>
public static class LayerWriter
{
    // Format 4.5 is read from Navigator 4.9 on.
    private const string MadeFor = "4.9.0";

    // On the Navigator's white matrix with its black text; the four differ in lightness too.
    private static readonly Dictionary<GradeWord, string> _colors = new()
    {
        [GradeWord.Covered] = "#7fd1a8",
        [GradeWord.Weakened] = "#f2d675",
        [GradeWord.Poor] = "#f0957f",
        [GradeWord.NotEvaluable] = "#d9d9d9",
    };

    public static NavigatorLayer Of(GradeReport report, CoverageScope scope, DateTime nowUtc)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(scope);
        return new()
        {
            Name = "Triage Console: AN1288 and neighbours",
            Versions = new(report.AttackVersion.Split('.')[0], MadeFor, NavigatorLayer.Format),
            Description = $"How well script-based proxy execution through signed Microsoft utilities is covered: telemetry × self-test × signals × baseline. {PeriodWords.Of(scope)}",
            Techniques = [.. report.Lines.Select(line => Technique(line, report))],
            Gradient = new([_colors[GradeWord.Poor], _colors[GradeWord.Weakened], _colors[GradeWord.Covered]], 0, 100),
            LegendItems =
            [
                new($"covered ({TechniqueGrade.CoveredFrom} to 100)", _colors[GradeWord.Covered]),
                new($"weakened ({TechniqueGrade.WeakenedFrom} to {TechniqueGrade.CoveredFrom - 1})", _colors[GradeWord.Weakened]),
                new($"poor (below {TechniqueGrade.WeakenedFrom})", _colors[GradeWord.Poor]),
                new("not evaluable", _colors[GradeWord.NotEvaluable]),
            ],
            Metadata =
            [
                new("Made", nowUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                new("ATT&CK", report.AttackVersion),
                new("Self-test", report.SelfTest is { } test ? $"run {test.Id.ToString(CultureInfo.InvariantCulture)}, {test.AtUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "none completed"),
            ],
        };
    }

    private static NavigatorTechnique Technique(TechniqueLine line, GradeReport report) => new()
    {
        TechniqueId = line.Id,
        Score = line.Grade.Score,
        Color = _colors[line.Grade.Word],
        Comment = $"{GradeWords.Of(line.Grade.Word)}\n{GradeWords.Reasons(line.Grade)}",
        Metadata = [.. line.Grade.Factors.Select(factor => new NavigatorMetadata(GradeWords.Of(factor.Kind), GradeWords.Of(factor)))],
        ShowSubtechniques = report.Lines.Any(other => other.Id.StartsWith($"{line.Id}.", StringComparison.Ordinal)) ? true : null,
    };
}
