using System.Buffers;

namespace TriageConsole.Web.Features.Intake.Elastic;

/// <summary>The version that a Beat names in its User-Agent: <c>Elastic-winlogbeat/8.19.3 (windows; amd64; …)</c>.</summary>
internal static class BeatVersion
{
    private const string Maker = "Elastic";
    private const string Kind = "beat/";

    private static readonly SearchValues<char> _numbers = SearchValues.Create("0123456789.");

    /// <summary>Null where no Beat speaks, or one without a version of three numbers.</summary>
    public static Version? Of(string userAgent)
    {
        if (!userAgent.StartsWith(Maker, StringComparison.OrdinalIgnoreCase))
            return null;
        var at = userAgent.IndexOf(Kind, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var rest = userAgent.AsSpan(at + Kind.Length);
        var end = rest.IndexOfAnyExcept(_numbers);
        return Version.TryParse(end < 0 ? rest : rest[..end], out var version) && version.Build >= 0 ? version : null;
    }
}
