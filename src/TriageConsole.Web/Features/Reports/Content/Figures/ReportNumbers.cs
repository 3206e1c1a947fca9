using TriageConsole.Web.Features.Coverage.Grade;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>All that sections are made of, read once. A section is a pure function of it; a new topic adds a property.</summary>
public sealed record ReportNumbers
{
    public required TelemetryFigures Telemetry { get; init; }

    /// <summary>Grades of AN1288's technique and its neighbours.</summary>
    public required GradeReport Grades { get; init; }

    public required DecisionFigures Decisions { get; init; }

    public required BaselineFigures Baseline { get; init; }

    public required SelfTestFigures SelfTest { get; init; }

    /// <summary>Exercises that ended in the period, oldest first.</summary>
    public required IReadOnlyList<ExerciseResult> Exercises { get; init; }
}
