using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals;

/// <summary>Whether a management agent or Windows' own policy engine, in its own folder, started the process.</summary>
internal static class ManagedParent
{
    public static bool Is(SignalContext context)
    {
        var name = context.Process.ParentName;
        if (name.Length == 0 || !context.Reference.IsIn("service-parents", name))
            return false;
        var location = context.Process.Parent?.Location
            ?? context.Locations.Classify(CommandLines.CanonicalPath.Parse(context.Process.Facts.ParentImage ?? string.Empty));
        return location is LocationClass.System or LocationClass.ProgramFiles;
    }
}
