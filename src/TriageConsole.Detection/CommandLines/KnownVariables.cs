using System.Collections.Frozen;

namespace TriageConsole.Detection.CommandLines;

/// <summary>Environment variables whose value is the same on every default installation; user ones keep a hole.</summary>
internal static class KnownVariables
{
    /// <summary>Stands for the name of a user that the text does not tell.</summary>
    public const string UserHole = "%username%";

    private static readonly FrozenDictionary<string, string> _values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["systemroot"] = @"c:\windows",
        ["windir"] = @"c:\windows",
        ["comspec"] = @"c:\windows\system32\cmd.exe",
        ["systemdrive"] = "c:",
        ["homedrive"] = "c:",
        ["programfiles"] = @"c:\program files",
        ["programw6432"] = @"c:\program files",
        ["programfiles(x86)"] = @"c:\program files (x86)",
        ["commonprogramfiles"] = @"c:\program files\common files",
        ["programdata"] = @"c:\programdata",
        ["allusersprofile"] = @"c:\programdata",
        ["public"] = @"c:\users\public",
        ["userprofile"] = @"c:\users\" + UserHole,
        ["homepath"] = @"\users\" + UserHole,
        ["appdata"] = @"c:\users\" + UserHole + @"\appdata\roaming",
        ["localappdata"] = @"c:\users\" + UserHole + @"\appdata\local",
        ["temp"] = @"c:\users\" + UserHole + @"\appdata\local\temp",
        ["tmp"] = @"c:\users\" + UserHole + @"\appdata\local\temp",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup =
        _values.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The value of a variable by its name without per-cent signs.</summary>
    public static bool TryExpand(ReadOnlySpan<char> name, out string value)
    {
        var known = _lookup.TryGetValue(name, out var found);
        value = found ?? string.Empty;
        return known;
    }
}
