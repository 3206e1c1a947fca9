namespace TriageConsole.Web.Features.Intake;

/// <summary>Why a request is turned away; each protocol says it in its own words.</summary>
internal enum Refusal
{
    /// <summary>No token.</summary>
    NoToken,

    /// <summary>An Authorization header that holds no token.</summary>
    UnreadableToken,

    UnknownToken,
    RevokedToken,

    /// <summary>A good token that may not hand in events.</summary>
    WrongScope,

    /// <summary>Too much waits for import, or too much is being received: later it may pass.</summary>
    Busy,

    /// <summary>More requests a minute than one address may make.</summary>
    TooMany,

    TooLarge,

    /// <summary>A Content-Encoding that is not read here.</summary>
    UnknownEncoding,

    /// <summary>The body is not the gzip that the header says.</summary>
    BadPacking,

    /// <summary>The body ended before its end.</summary>
    BrokenBody,

    /// <summary>The bytes could not be brought to the disk.</summary>
    DiskFailed,
}
