using System.Buffers;
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
        if (token.IsEmpty)
            return string.Empty;
        var chars = ArrayPool<char>.Shared.Rent(token.Length);
        try
        {
            var text = Decode(token, escaped, chars);
            if (text.Length > maxChars)
            {
                cut = true;
                text = text[..maxChars];
            }

            return new string(text);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>The same, written into <paramref name="target"/>, which is at least as long as the token.</summary>
    internal static ReadOnlySpan<char> Decode(ReadOnlySpan<byte> token, bool escaped, Span<char> target)
    {
        // No sequence of bytes, valid or not, gives more UTF-16 units than it has bytes.
        var text = target[..Encoding.UTF8.GetChars(token, target)];
        return escaped ? text[..Unescape(text)] : text;
    }

    /// <summary>Undoes escapes in place, since none is shorter than what it stands for; returns the length.</summary>
    private static int Unescape(Span<char> text)
    {
        var length = 0;
        var position = 0;
        while (true)
        {
            var rest = text[position..];
            var slash = rest.IndexOf('\\');
            if (slash < 0 || slash + 1 >= rest.Length)
            {
                rest.CopyTo(text[length..]);
                return length + rest.Length;
            }

            rest[..slash].CopyTo(text[length..]);
            length += slash;
            var kind = rest[slash + 1];
            position += slash + 2;
            if (kind == 'u' && text.Length - position >= 4
                && ushort.TryParse(text.Slice(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                text[length++] = (char)unit;
                position += 4;
                continue;
            }

            text[length++] = kind switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                _ => kind,
            };
        }
    }
}
