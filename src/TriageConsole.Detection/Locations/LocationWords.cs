using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Locations;

/// <summary>Location classes in words, and how far each is trusted.</summary>
public static class LocationWords
{
    /// <summary>Whether anybody but administrators can put code there.</summary>
    public static bool IsUntrusted(LocationClass location) =>
        !IsTrusted(location) && location != LocationClass.Unresolved;

    /// <summary>Whether only administrators can put code there.</summary>
    public static bool IsTrusted(LocationClass location) => location is LocationClass.System or LocationClass.ProgramFiles or LocationClass.DomainShare;

    /// <summary>Whether the place is one that attackers use and administrators hardly ever do.</summary>
    public static bool IsRisky(LocationClass location) =>
        location is LocationClass.UserWritable or LocationClass.Temp or LocationClass.ArchiveTemp or LocationClass.WebDav or LocationClass.Url;

    /// <summary>Name of the weight that a location is scored by.</summary>
    public static string WeightName(LocationClass location) => location switch
    {
        LocationClass.UserWritable => "user",
        LocationClass.Temp => "temp",
        LocationClass.ArchiveTemp => "archive",
        LocationClass.NetworkShare => "share",
        LocationClass.WebDav => "webdav",
        LocationClass.Url => "url",
        LocationClass.Removable or LocationClass.OtherLocal => "other",
        _ => "unresolved",
    };

    /// <summary>The class in words that follow "from".</summary>
    public static string Describe(LocationClass location) => location switch
    {
        LocationClass.System => "the Windows folder",
        LocationClass.ProgramFiles => "Program Files",
        LocationClass.UserWritable => "a place users can write to",
        LocationClass.Temp => "a temp folder",
        LocationClass.ArchiveTemp => "a folder that an archive or mail attachment was opened from",
        LocationClass.NetworkShare => "a network share",
        LocationClass.WebDav => "a WebDAV server",
        LocationClass.Url => "a URL",
        LocationClass.DomainShare => "the domain's SYSVOL or NETLOGON",
        LocationClass.Removable => "another drive",
        LocationClass.OtherLocal => "a folder outside Windows and Program Files",
        _ => "an unknown folder",
    };
}
