// Names on purpose: empty ones, and suffixes that break their promise.
using Microsoft.EntityFrameworkCore;

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

    internal sealed class Somewhere;

    internal sealed class ElsewhereRow;

    internal sealed class PlantedContext : DbContext
    {
        public DbSet<Somewhere> Places => Set<Somewhere>();

        public DbSet<ElsewhereRow> Others => Set<ElsewhereRow>();
    }

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
