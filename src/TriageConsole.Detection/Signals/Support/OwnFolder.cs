using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Reference;

namespace TriageConsole.Detection.Signals;

/// <summary>Whether a program that is no shell and no script host had one of its own files run: per-user installers do so daily.</summary>
internal static class OwnFolder
{
    public static bool Holds(SignalContext context, CanonicalPath file)
    {
        var parent = context.Process.Parent?.Image
            ?? (context.Process.Facts.ParentImage is { Length: > 1 } named ? CanonicalPath.Parse(named) : null);
        if (parent is null || parent.Form != PathForm.Drive || context.Reference.HostByName(parent.FileName) is { Spawns: not SpawnHabit.Routine }
            || context.Reference.IsIn("shells", parent.FileName))
            return false;
        var program = Depth(parent.Folder);
        return program.Length > 0 && file.Text.StartsWith(program + '\\', StringComparison.Ordinal);
    }

    // A vendor's folder below AppData\Local or Roaming: c:\users\name\appdata\local\vendor. Any wider would be the profile.
    private static string Depth(string folder)
    {
        var parts = folder.Split('\\');
        return parts.Length >= 6 && parts[1] == "users" && parts[3] == "appdata" && parts[5] != "temp"
            ? string.Join('\\', parts.Take(6))
            : string.Empty;
    }
}
