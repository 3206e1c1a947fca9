using System.Globalization;
using System.Text;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Escalation.Targets.Sending;

/// <summary>The facts of a delivery in words, for targets that show text. Hidden characters are shown by name, as on our own pages.</summary>
internal static class FactText
{
    private const int LongestFact = 4_000;

    public static string Short(string text, int longest)
    {
        var shown = HostileText.Visible(text.ReplaceLineEndings(" "));
        return shown.Length <= longest ? shown : string.Concat(shown.AsSpan(0, longest - 1), "…");
    }

    /// <summary>A line a fact.</summary>
    public static string Plain(Delivery delivery)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Facts(delivery))
            text.Append(name).Append(": ").AppendLine(value);
        return text.ToString();
    }

    /// <summary>As Markdown, every value as code: what stands in telemetry must be neither link nor picture there.</summary>
    public static string Markdown(Delivery delivery)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Facts(delivery))
            text.Append("**").Append(name).Append("** ").Append(Code(value)).Append("\n\n");
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Facts(Delivery delivery)
    {
        yield return ("Summary", Short(delivery.Summary, LongestFact));
        yield return ("Host", Short(delivery.Host, LongestFact));
        if (delivery.User is not null)
            yield return ("User", Short(delivery.User, LongestFact));
        yield return ("Chain", Short(delivery.Chain, LongestFact));
        yield return ("Technique", Short(delivery.Technique, LongestFact));
        yield return ("Level and score", string.Create(CultureInfo.InvariantCulture, $"{delivery.Level} ({delivery.Score})"));
        yield return ("First seen", delivery.FirstUtc.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        yield return ("Escalated by", Short(delivery.CreatedBy, LongestFact));
        yield return ("Note", Short(delivery.Note, LongestFact));
        yield return ("Case", string.Create(CultureInfo.InvariantCulture, $"{delivery.CaseId}: {Short(delivery.CaseTitle, LongestFact)}"));
        yield return ("Bundle SHA-256", delivery.Sha256);
        if (delivery.Link is not null)
            yield return ("In the console", delivery.Link);
    }

    // A run of backticks longer than any within cannot be closed from within.
    private static string Code(string value)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in value)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"{fence} {value} {fence}";
    }
}
