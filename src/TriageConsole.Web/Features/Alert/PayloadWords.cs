using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Alert;

/// <summary>Payloads as people read them.</summary>
public static class PayloadWords
{
    public static string Of(PayloadKind kind) => kind switch
    {
        PayloadKind.Process => "child process",
        PayloadKind.Script => "script",
        PayloadKind.Assembly => "assembly",
        PayloadKind.Stylesheet => "stylesheet",
        PayloadKind.Scriptlet => "scriptlet",
        PayloadKind.Library => "library",
        PayloadKind.InlineCode => "inline code",
        PayloadKind.Package => "package",
        PayloadKind.Program => "program",
        _ => "payload",
    };

    public static string Of(LocationClass location) => location switch
    {
        LocationClass.System => "system folder",
        LocationClass.ProgramFiles => "Program Files",
        LocationClass.UserWritable => "user-writable",
        LocationClass.Temp => "temp folder",
        LocationClass.ArchiveTemp => "unpacked from an archive",
        LocationClass.NetworkShare => "network share",
        LocationClass.WebDav => "WebDAV",
        LocationClass.Url => "URL",
        LocationClass.DomainShare => "domain share",
        LocationClass.Removable => "another drive",
        LocationClass.OtherLocal => "elsewhere on the system drive",
        _ => "unresolved place",
    };
}
