namespace TriageConsole.Detection.CommandLines;

/// <summary>How words of a command line were kept from being read.</summary>
public enum DecodedKind
{
    /// <summary>Base64 of text.</summary>
    Base64,

    /// <summary>Base64 of compressed text.</summary>
    Compressed,

    /// <summary>Numbers of characters, as in <c>Chr(105)</c>, <c>[char]105</c> or <c>fromCharCode(105)</c>.</summary>
    CharacterCodes,

    /// <summary>Escapes of a script language, as in <c>\x69</c> or <c>\u0069</c>.</summary>
    Escapes,
}

/// <summary>A part of a command line that hides text, and the text.</summary>
/// <param name="Kind">How it is hidden.</param>
/// <param name="Start">Where the hiding words start, in UTF-16 units of the raw command line.</param>
/// <param name="Length">How long they are.</param>
/// <param name="Text">What they say: hostile text, at most <see cref="CommandLineDecoder.LongestText"/> characters.</param>
/// <param name="Depth">1 for what stands in the command line itself, one more for each text that it was hidden in.</param>
public sealed record DecodedPart(DecodedKind Kind, int Start, int Length, string Text, int Depth);
