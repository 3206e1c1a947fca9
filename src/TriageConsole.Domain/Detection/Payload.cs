using System.Text.Json.Serialization;

namespace TriageConsole.Domain.Detection;

/// <summary>Where a payload lies. Stored as a number: never renumber.</summary>
public enum LocationClass
{
    /// <summary>A relative name without a known working folder, or text that is no path.</summary>
    Unresolved = 0,

    /// <summary>Under the Windows folder, where only administrators write.</summary>
    System = 1,

    /// <summary>Under Program Files.</summary>
    ProgramFiles = 2,

    /// <summary>A profile, ProgramData, Public or other place users can write.</summary>
    UserWritable = 3,

    /// <summary>A temp folder.</summary>
    Temp = 4,

    /// <summary>A temp folder that an archive program unpacks into.</summary>
    ArchiveTemp = 5,

    /// <summary>UNC path or admin share.</summary>
    NetworkShare = 6,

    /// <summary>WebDAV.</summary>
    WebDav = 7,

    /// <summary>http, https, ftp or another URL.</summary>
    Url = 8,

    /// <summary>SYSVOL or NETLOGON of a domain.</summary>
    DomainShare = 9,

    /// <summary>A drive other than the system drive.</summary>
    Removable = 10,

    /// <summary>Elsewhere on the system drive.</summary>
    OtherLocal = 11,
}

/// <summary>What kind of thing a payload is. Stored as a number: never renumber.</summary>
public enum PayloadKind
{
    /// <summary>A child process.</summary>
    Process = 0,

    /// <summary>A script file.</summary>
    Script = 1,

    /// <summary>A .NET assembly.</summary>
    Assembly = 2,

    /// <summary>A stylesheet.</summary>
    Stylesheet = 3,

    /// <summary>A scriptlet or moniker.</summary>
    Scriptlet = 4,

    /// <summary>A library with or without an entry point.</summary>
    Library = 5,

    /// <summary>Code given in the command line itself.</summary>
    InlineCode = 6,

    /// <summary>A build project, installer package, help file, setup script or the like.</summary>
    Package = 7,

    /// <summary>A program named in the command line.</summary>
    Program = 8,
}

/// <summary>Something that a proxy host was made to run, named in its command line or started as its child.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ProcessId">The process that ran it (the host), or for <see cref="PayloadKind.Process"/> the child itself.</param>
/// <param name="Text">Path, URL or code, canonical, cut at 2,048 characters.</param>
/// <param name="Location">Where it lies.</param>
/// <param name="Start">Start of the words in the raw command line, UTF-16 units; -1 where they do not stand there.</param>
/// <param name="Length">Length of the words.</param>
public sealed record Payload(PayloadKind Kind, long ProcessId, string Text, LocationClass Location, int Start = -1, int Length = 0)
{
    /// <summary>The file's hash as it was last recorded before it was run; null where no record tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; init; }
}
