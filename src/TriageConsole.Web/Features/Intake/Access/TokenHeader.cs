using System.Text;
using TriageConsole.Web.Features.Tokens;

namespace TriageConsole.Web.Features.Intake.Access;

/// <summary>
/// The secret that an Authorization header carries, whichever way the client writes it: <c>Splunk</c> and <c>Bearer</c>
/// with the token itself, <c>Basic</c> with the token as password, <c>ApiKey</c> with the token or Base64 of <c>id:token</c>.
/// </summary>
internal static class TokenHeader
{
    /// <summary>Null when the header names no scheme that is known here, or holds nothing that could be a token.</summary>
    public static string? Secret(string header)
    {
        var blank = header.IndexOf(' ', StringComparison.Ordinal);
        if (blank <= 0)
            return null;
        var scheme = header[..blank];
        var value = header[(blank + 1)..].Trim();
        string? secret = scheme.ToUpperInvariant() switch
        {
            "SPLUNK" or "BEARER" => value,
            "BASIC" => AfterColon(value),
            "APIKEY" => AfterColon(value) ?? value,
            _ => null,
        };
        return secret is { Length: > 0 and <= TokenSecret.MaxLength } ? secret : null;
    }

    private static string? AfterColon(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : text[(colon + 1)..];
    }
}
