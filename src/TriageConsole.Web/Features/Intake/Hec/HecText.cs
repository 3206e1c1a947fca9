using System.Text.Json;
using System.Text.RegularExpressions;

namespace TriageConsole.Web.Features.Intake.Hec;

/// <summary>Strings of JSON, also those with half a surrogate pair, which a telemetry text may well hold.</summary>
internal static partial class HecText
{
    public static string Of(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            return Mended(System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    // The one reason for the exception: an escaped half of a pair, or bytes that are not UTF-8 (replaced by now).
    private static string Mended(string escaped)
    {
        var whole = Escapes().Replace(escaped, static match => match.Groups["lone"].Success ? "\\uFFFD" : match.Value);
        return JsonSerializer.Deserialize<string>($"\"{whole}\"") ?? string.Empty;
    }

    // In order: any other escape, a whole pair, half of one.
    [GeneratedRegex(@"\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})")]
    private static partial Regex Escapes();
}
