using System.Globalization;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>A figure against the period before.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Now">As it is said now.</param>
/// <param name="Change">Against before, in words.</param>
public sealed record Delta(string Name, string Now, string Change);

/// <summary>Changes in words, which say both figures where a percentage would mislead.</summary>
public static class DeltaWords
{
    public static string Of(double now, double before)
    {
        if (now.Equals(before))
            return "as many as before";
        if (before == 0)
            return "before none";
        var percent = (now - before) / before * 100;
        return string.Create(CultureInfo.InvariantCulture, $"{(percent > 0 ? "+" : "−")}{Math.Max(1, Math.Round(Math.Abs(percent))):#,0} % against {before:#,0}");
    }

    public static string Of(TimeSpan? now, TimeSpan? before) => (now, before) switch
    {
        (_, null) => "before none",
        (null, { } then) => $"before {CoverageWords.Span(then)}",
        ({ } at, { } then) when CoverageWords.Span(at) == CoverageWords.Span(then) => "as before",
        ({ } at, { } then) => $"{(at > then ? "longer" : "shorter")} than {CoverageWords.Span(then)}",
    };
}
