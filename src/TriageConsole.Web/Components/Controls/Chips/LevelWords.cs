using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Components.Controls;

/// <summary>Levels as people read them and as style sheets name them.</summary>
public static class LevelWords
{
    /// <summary>All levels, worst first.</summary>
    public static IReadOnlyList<Severity> WorstFirst { get; } = [Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Informational];

    public static string Of(Severity level) => level switch
    {
        Severity.Critical => "Critical",
        Severity.High => "High",
        Severity.Medium => "Medium",
        Severity.Low => "Low",
        _ => "Info",
    };

    /// <summary>The ending of the level's tokens and classes: <c>--tc-level-high</c>.</summary>
    public static string Token(Severity level) => Of(level).ToLowerInvariant();
}
