using System.Buffers;
using System.Text;

namespace TriageConsole.Detection.CommandLines;

/// <summary>
/// The text in which command content is looked for: canonical characters without quotes, back-ticks and joins of literals,
/// blanks single, and after it whatever base64 in it decodes to.
/// </summary>
internal static class ContentText
{
    private const int LongestDecoded = 32_768;

    public static string Read(CommandLineView line)
    {
        if (line.Text.Length == 0)
            return string.Empty;
        var writer = new StringBuilder(line.Text.Length + 16);
        Append(writer, line.Text);
        foreach (var decoded in Base64Words.Decode(line))
        {
            if (writer.Length > LongestDecoded * 2)
                break;
            writer.Append('\n');
            Append(writer, decoded.Length > LongestDecoded ? decoded[..LongestDecoded] : decoded);
        }

        return writer.ToString();
    }

    /// <summary>The same of a script; what it decodes is logged by itself once it runs.</summary>
    public static string Read(string script)
    {
        var writer = new StringBuilder(script.Length);
        Append(writer, script);
        return writer.ToString();
    }

    private static void Append(StringBuilder writer, string text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"' or '\'' or '`' or '^' or '\0':
                    continue;
                case '+' when Joins(text, i):
                    while (i + 1 < text.Length && text[i + 1] is ' ' or '"' or '\'')
                        i++;
                    while (length > 0 && buffer[length - 1] == ' ')
                        length--;
                    continue;
                case ' ' or '\t' or '\r' or '\n':
                    if (length > 0 && buffer[length - 1] != ' ')
                        buffer[length++] = ' ';
                    continue;
                case >= 'A' and <= 'Z':
                    buffer[length++] = (char)(c | 0x20);
                    continue;
                default:
                    buffer[length++] = c < 128 ? c : char.ToLowerInvariant(c);
                    continue;
            }
        }

        writer.Append(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
    }

    // 'a'+'b' and "a" + "b": a plus with a quote on both sides.
    private static bool Joins(string text, int plus)
    {
        int before = plus - 1, after = plus + 1;
        while (before >= 0 && text[before] == ' ')
            before--;
        while (after < text.Length && text[after] == ' ')
            after++;
        return before >= 0 && after < text.Length && text[before] is '"' or '\'' && text[after] is '"' or '\'';
    }
}
