namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>Why a fragment could not be read to its end. None of them is an exception: hostile bytes are expected.</summary>
internal enum BinXmlFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>A structure runs past the end of what holds it.</summary>
    PastEnd,

    /// <summary>A byte stands where a token must, and is none.</summary>
    UnknownToken,

    /// <summary>A name's offset does not lead to a name.</summary>
    BadName,

    /// <summary>A template's offset does not lead to a template definition.</summary>
    BadTemplate,

    /// <summary>Elements, templates or nested fragments stand deeper than the limit.</summary>
    TooDeep,

    /// <summary>A few bytes ask for more output than any true record holds.</summary>
    TooMuchWork,
}
