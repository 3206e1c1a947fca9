namespace TriageConsole.Detection.CommandLines;

/// <summary>What kind of path a text is.</summary>
public enum PathForm
{
    /// <summary>Nothing to go by: a bare word or a relative name.</summary>
    Relative = 0,

    /// <summary>From a drive letter.</summary>
    Drive = 1,

    /// <summary>UNC.</summary>
    Unc = 2,

    /// <summary>UNC through the WebDAV redirector.</summary>
    WebDav = 3,

    /// <summary>A URL that names no file on this machine.</summary>
    Url = 4,

    /// <summary>A device or pipe.</summary>
    Device = 5,
}
