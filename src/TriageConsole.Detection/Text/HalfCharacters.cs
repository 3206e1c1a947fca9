namespace TriageConsole.Detection.Text;

/// <summary>
/// Surrogates without their other half. Windows lets anybody put them into a command line; no file or database keeps them,
/// and readers of JSON throw on them.
/// </summary>
internal static class HalfCharacters
{
    /// <summary>Said of a file that holds one.</summary>
    public const string Fault = "It holds half a character, which is no text.";

    /// <summary>Whether a text holds one.</summary>
    public static bool Any(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsHalf(text, i))
                return true;
        }

        return false;
    }

    /// <summary>The text with each of them replaced; the same length.</summary>
    public static string Replace(string text, char with) =>
        !Any(text) ? text : string.Create(text.Length, (text, with), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = IsHalf(state.text, i) ? state.with : state.text[i];
        });

    private static bool IsHalf(string text, int at) => char.IsSurrogate(text[at])
        && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        && !(char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
}
