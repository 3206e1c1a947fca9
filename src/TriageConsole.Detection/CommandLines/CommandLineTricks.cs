namespace TriageConsole.Detection.CommandLines;

/// <summary>What had to be undone to read a command line or path. Each alone is weak; some have no honest use.</summary>
[Flags]
public enum CommandLineTricks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Carets, cmd's escape, inside the recorded text.</summary>
    Carets = 1,

    /// <summary>Zero-width, joining, soft-hyphen or braille-blank characters.</summary>
    InvisibleCharacters = 2,

    /// <summary>Dashes, slashes, quotes or blanks that are not the ASCII ones.</summary>
    UnicodePunctuation = 4,

    /// <summary>Letters that look like ASCII letters and are not.</summary>
    Homoglyphs = 8,

    /// <summary>ASCII letters and look-alikes within one word.</summary>
    MixedScript = 16,

    /// <summary>Environment variables that were expanded.</summary>
    Variables = 32,

    /// <summary>HTML entities, an artefact of some exporters.</summary>
    HtmlEntities = 64,

    /// <summary>Quotes that open or close inside a word.</summary>
    QuotesInsideWord = 128,

    /// <summary>Steps back (<c>..\</c>) in a path.</summary>
    Traversal = 256,

    /// <summary>A device or namespace prefix (<c>\\?\</c>, <c>\\.\</c>, <c>\Device\…</c>).</summary>
    DevicePrefix = 512,

    /// <summary>An alternate data stream.</summary>
    AlternateStream = 1024,

    /// <summary>An 8.3 name.</summary>
    ShortName = 2048,

    /// <summary>Dots or blanks at the end of a path segment, which Windows drops.</summary>
    TrailingDots = 4096,

    /// <summary>Variables taken apart by substring or replacement (<c>%a:~0,1%</c>).</summary>
    VariableSlices = 8192,

    /// <summary>The text was longer than what is read; the rest was left.</summary>
    Cut = 16384,
}
