using System.Globalization;
using System.Text;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Decodes JSON string tokens that already passed the tokenizer; never throws, whatever bytes they hold.</summary>
internal static class JsonText
{
    /// <summary>The text of a token; invalid UTF-8 becomes U+FFFD, lone surrogates stay for the mapper to replace.</summary>
    /// <param name="token">The bytes between the quotes.</param>
    /// <param name="escaped">Whether they hold escapes.</param>
    /// <param name="maxChars">Longest text kept.</param>
    /// <param name="cut">Set where the text was longer; left alone otherwise.</param>
    internal static string Decode(ReadOnlySpan<byte> token, bool escaped, int maxChars, ref bool cut)
    {
        var text = Encoding.UTF8.GetString(token);
        if (escaped)
            text = Unescape(text);
        if (text.Length <= maxChars)
            return text;
        cut = true;
        return text[..maxChars];
    }

    private static string Unescape(string text)
    {
        var builder = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (true)
        {
            var slash = rest.IndexOf('\\');
            if (slash < 0 || slash + 1 >= rest.Length)
                return builder.Append(rest).ToString();
            builder.Append(rest[..slash]);
            var kind = rest[slash + 1];
            rest = rest[(slash + 2)..];
            if (kind == 'u' && rest.Length >= 4
                && ushort.TryParse(rest[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                builder.Append((char)unit);
                rest = rest[4..];
                continue;
            }

            builder.Append(kind switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                _ => kind,
            });
        }
    }
}
