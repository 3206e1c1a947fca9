namespace TriageConsole.Domain.Baseline;

/// <summary>
/// Tells how much of a regular expression is text that must stand there. Errs on the side of too little: what is optional, in a
/// class or an escape does not count, and of alternatives the emptiest does.
/// </summary>
internal static class RegexAnchor
{
    private const int Least = 3;

    public static bool IsAnchor(string pattern) => pattern.Split('|').All(part => Solid(part) >= Least);

    private static int Solid(string pattern)
    {
        var (solid, depth, inClass) = (0, 0, false);
        var optional = new Stack<int>();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
            {
                i++;
                continue;
            }

            if (inClass)
            {
                inClass = c != ']';
                continue;
            }

            switch (c)
            {
                case '[':
                    inClass = true;
                    break;
                case '{':
                    i = pattern.IndexOf('}', i) is var end and >= 0 ? end : pattern.Length;
                    break;
                case '(':
                    optional.Push(solid);
                    depth++;
                    break;
                case ')' when depth > 0:
                    depth--;
                    var before = optional.Pop();
                    if (IsOptional(pattern, i + 1))
                        solid = before;
                    break;
                default:
                    if ((char.IsLetterOrDigit(c) || c is '_' or '-') && !IsOptional(pattern, i + 1))
                        solid++;
                    break;
            }
        }

        return solid;
    }

    private static bool IsOptional(string pattern, int at) =>
        at < pattern.Length && (pattern[at] is '*' or '?' || pattern.AsSpan(at).StartsWith("{0") || pattern.AsSpan(at).StartsWith("{,"));
}
