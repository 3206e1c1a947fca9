using TriageConsole.Detection.Reference;

namespace TriageConsole.Detection.Processes;

/// <summary>How a process was recognised as a proxy host.</summary>
public enum IdentityKind
{
    /// <summary>By its file name.</summary>
    ByName = 0,

    /// <summary>By its version resource under another file name: renamed.</summary>
    Renamed = 1,

    /// <summary>By its file name, while the version resource names another program: the name is borrowed.</summary>
    BorrowedName = 2,

    /// <summary>By the site's own list of parent names.</summary>
    Listed = 3,
}

/// <summary>Which proxy host a process is.</summary>
/// <param name="Host">The host.</param>
/// <param name="Kind">How it was recognised.</param>
public sealed record HostIdentity(ProxyHost Host, IdentityKind Kind);
