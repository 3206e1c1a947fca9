using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Chains;

/// <summary>
/// A script can have WMI, COM or the task scheduler start a program for it; the recorded parent is then a broker. Its child
/// is linked to the latest host with findings that started shortly before. Time is all that speaks for the link, so it is
/// marked as inferred, and only hosts that something was found on can be a cause.
/// </summary>
internal static class BrokeredHops
{
    public static void Link(HostTable table, SignalContext context, IEnumerable<int> causes)
    {
        var byStart = causes.Where(index => table.Facts(index).StartUtc is not null && table.Identity(index) is not null)
            .Order().ToArray();
        if (byStart.Length == 0)
            return;
        var starts = Array.ConvertAll(byStart, index => table.Facts(index).StartUtc!.Value);
        var links = new List<(int Child, int Cause)>();
        for (var i = 0; i < table.Count; i++)
        {
            if (table.Facts(i).StartUtc is not { } start || Window(table, context, i) is not { } window)
                continue;
            var at = Array.BinarySearch(starts, start);
            at = at < 0 ? ~at - 1 : at;
            while (at >= 0 && start - starts[at] <= window)
            {
                if (byStart[at] != i && !(table.Facts(byStart[at]).EndUtc < starts[at]))
                {
                    links.Add((i, byStart[at]));
                    break;
                }

                at--;
            }
        }

        foreach (var (child, cause) in links)
            table.Infer(child, cause);
    }

    private static TimeSpan? Window(HostTable table, SignalContext context, int index)
    {
        var facts = table.Facts(index);
        var parent = table.Parent(index) is >= 0 and var known ? table.Facts(known) : null;
        var image = parent?.Image ?? facts.ParentImage;
        if (string.IsNullOrEmpty(image))
            return null;
        foreach (var broker in context.Reference.Brokers)
        {
            if (!image.EndsWith(broker.Name, StringComparison.OrdinalIgnoreCase)
                || !WindowsPath.FileName(image).Equals(broker.Name, StringComparison.OrdinalIgnoreCase))
                continue;
            var line = parent?.CommandLine ?? facts.ParentCommandLine;
            if (broker.CommandContains is { } words && (line is null || !line.Contains(words, StringComparison.OrdinalIgnoreCase)))
                continue;

            // What Windows' own tasks start from the system folder says nothing; shells and other hosts do.
            var (path, location) = table.Image(facts.Image);
            if (location is LocationClass.System && table.Identity(index) is null
                && !context.Reference.IsIn("shells", path.FileName) && !context.Reference.IsIn("tools", path.FileName))
                return null;

            // A broker's own further brokers and consoles are not what a script asked for.
            var name = path.FileName;
            if (context.Reference.IsIn("bystanders", name) || context.Reference.Brokers.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                return null;
            return broker.IsTask ? context.Settings.TaskWindow : context.Settings.BrokerWindow;
        }

        return null;
    }
}
