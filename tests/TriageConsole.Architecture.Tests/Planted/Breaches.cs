// Breaches on purpose, one or more for each wall; a "Kept" type beside them does nothing wrong and must not be reported.
using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TriageConsole.Data;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry;

namespace TriageConsole.Architecture.Tests.Planted.Domain
{
    internal sealed class BreachReadsFile
    {
        public string Text { get; } = File.ReadAllText("x");
    }

    internal sealed class BreachAsksClock(TimeProvider time)
    {
        public DateTimeOffset Now => time.GetUtcNow();
    }

    internal sealed class BreachKnowsReader
    {
        public ReadItem Item { get; init; }
    }

    internal sealed class Kept
    {
        public TimeSpan Span { get; init; }
    }
}

namespace TriageConsole.Architecture.Tests.Planted.Telemetry
{
    internal sealed class BreachQueries
    {
        public DbContext? Context { get; init; }
    }

    internal sealed class BreachCalls
    {
        public System.Net.Http.HttpClient? Client { get; init; }
    }

    internal sealed class Kept
    {
        public Stream Stream { get; } = File.OpenRead("x");
    }
}

namespace TriageConsole.Architecture.Tests.Planted.Detection
{
    internal sealed class BreachLogs(ILogger logger)
    {
        public bool On => logger.IsEnabled(LogLevel.Debug);
    }

    internal sealed class BreachMeasures
    {
        public long Ticks { get; } = Stopwatch.GetTimestamp();
    }

    internal sealed class BreachReads
    {
        public bool Found { get; } = Directory.Exists("x");
    }

    internal sealed class Kept
    {
        public TelemetryEvent? Event { get; init; }
    }
}

namespace TriageConsole.Architecture.Tests.Planted.Data
{
    internal sealed class BreachDraws : ComponentBase;

    internal sealed class BreachReads
    {
        public ReadLimits Limits { get; } = ReadLimits.Default;
    }

    internal sealed class Kept
    {
        public DbContext? Context { get; init; }
    }
}

namespace TriageConsole.Architecture.Tests.Planted.Components
{
    internal sealed class BreachQueries : ComponentBase
    {
        [Inject]
        public TriageContext? Context { get; set; }
    }

    internal sealed class BreachParses : ComponentBase
    {
        public ReadLimits Limits { get; } = ReadLimits.Default;
    }

    internal sealed class Kept : ComponentBase
    {
        [Parameter]
        public string Text { get; set; } = string.Empty;
    }
}

namespace TriageConsole.Architecture.Tests.Planted.Host
{
    internal sealed class BreachRuns
    {
        public Process? Started { get; } = Process.Start("x");
    }

    internal sealed class Kept
    {
        public string Path { get; init; } = string.Empty;
    }
}
