namespace TriageConsole.Web.Features.Coverage.Grade;

/// <summary>Grades in words.</summary>
public static class GradeWords
{
    public static string Of(GradeWord word) => word switch
    {
        GradeWord.Covered => "covered",
        GradeWord.Weakened => "weakened",
        GradeWord.Poor => "poor",
        _ => CoverageWords.NotEvaluable,
    };

    /// <summary>A shape beside the word.</summary>
    public static string Mark(GradeWord word) => word switch
    {
        GradeWord.Covered => "✓",
        GradeWord.Weakened => "◐",
        GradeWord.Poor => "✕",
        _ => "–",
    };

    public static string Of(GradeFactorKind kind) => kind switch
    {
        GradeFactorKind.Telemetry => "Telemetry",
        GradeFactorKind.SelfTest => "Self-test",
        GradeFactorKind.Signals => "Signals",
        _ => "Baseline",
    };

    public static string Of(GradeFactor factor)
    {
        ArgumentNullException.ThrowIfNull(factor);

        // Rounded down: what is not whole never reads as whole.
        return factor.Share is { } share ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Floor((share * 100) + 1e-9):0} %") : CoverageWords.NotEvaluable;
    }

    /// <summary>All factors with their reasons, a line each.</summary>
    public static string Reasons(TechniqueGrade grade)
    {
        ArgumentNullException.ThrowIfNull(grade);
        return string.Join('\n', grade.Factors.Select(factor => $"{Of(factor.Kind)} {Of(factor)}: {factor.Reason}"));
    }

    public static string Times(int count, string what) => count == 1 ? $"1 {what}" : $"{CoverageWords.Count(count)} {what}s";
}
