using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;

namespace TriageConsole.Detection.Signals;

/// <summary>The step from a signed proxy host to a child, directly or across signed intermediates.</summary>
internal static class ChildStep
{
    /// <summary>Whether the step is one from trusted code: every process in between is a shell or another host.</summary>
    public static bool IsTelling(SignalContext context)
    {
        if (context.Reference.IsIn("bystanders", context.Process.FileName) || context.Process.Image.Text.Contains(@"\windowsapps\", StringComparison.Ordinal))
            return false;
        var above = context.Process.Parent;
        for (var step = 1; step < context.Distance && above is not null; step++, above = above.Parent)
        {
            if (above.Identity is null && !context.Reference.IsIn("shells", above.FileName))
                return false;
        }

        return true;
    }

    /// <summary>Name of the weight for where the child lies and how readily the host starts programs.</summary>
    public static string WeightName(SignalContext context) =>
        context.Proxy.Identity!.Host.Spawns == SpawnHabit.Routine ? "routine"
        : LocationWords.IsUntrusted(context.Process.Location) ? "untrusted"
        : "trusted";
}
