// Names on purpose: empty ones, and suffixes that break their promise.
namespace TriageConsole.Architecture.Tests.Planted.Names
{
    internal sealed class AlertManager;

    internal static class PathHelper;

    internal sealed class TreeService;

    internal sealed class ScoreImpl;

    internal sealed class Managed;
}

namespace TriageConsole.Architecture.Tests.Planted.Suffixes
{
    internal sealed record LoudEvent;

    internal sealed class PaperFormat;

    internal sealed class QueuePage;

    internal sealed class SomewhereRow;

    internal sealed class AlertConfiguration;

    internal sealed class Eventful;
}

namespace TriageConsole.Architecture.Tests.Planted.Sealing
{
    // CA1852 would seal it: the analyzer sees internal types, the rule is there for public ones.
    public class Open;

    public sealed class Closed : Parent;

    public class Parent;

    public abstract class Shape;
}
