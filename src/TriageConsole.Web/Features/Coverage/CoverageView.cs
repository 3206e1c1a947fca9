using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Coverage.Approved;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Features.Coverage.Uses;
using TriageConsole.Web.Features.Coverage.Work;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>What the page draws first: the alerts of the period.</summary>
public sealed record CoverageFirst
{
    public required CoverageScope Scope { get; init; }

    public required PeriodAlerts Alerts { get; init; }

    public required WorkReport Work { get; init; }

    /// <summary>The period before; null where nothing is compared.</summary>
    public WorkReport? Before { get; init; }

    public required WorkCharts Charts { get; init; }

    public required CoverageDrill Drill { get; init; }

    /// <summary>Nothing at all is stored.</summary>
    public bool IsEmpty => !Scope.HasTelemetry && Work.Alerts == 0;
}

/// <summary>What it draws after that: all that other tables are read for.</summary>
public sealed record CoverageRest
{
    public required HealthReport Telemetry { get; init; }

    /// <summary>Its hosts by host group.</summary>
    public required IReadOnlyList<HealthGroup> Groups { get; init; }

    public required BaselineReport Baseline { get; init; }

    /// <summary>The period before; null where nothing is compared.</summary>
    public BaselineReport? BaselineBefore { get; init; }

    public required ScriptHostReport ScriptHosts { get; init; }

    public required IReadOnlyList<SignalRate> Signals { get; init; }

    public required GradeReport Grades { get; init; }
}

/// <summary>Reads the page in two steps, so that the first chart waits for its own data only.</summary>
public sealed class CoverageView(
    ScopeQueries scopes, AlertFactQueries alerts, SlaQueries sla, HealthCache health, BaselineQueries baseline,
    ScriptHostUseQueries scriptHosts, SignalRateQueries signals, GradeQueries grades)
{
    public async Task<CoverageFirst> FirstAsync(CoverageFilter filter, TimeZoneInfo zone, CancellationToken cancel)
    {
        var scope = await scopes.ReadAsync(filter, zone, cancel);
        var facts = await alerts.ReadAsync(scope, cancel);
        var clock = await sla.ClockAsync(cancel);
        var work = WorkReport.Of(facts.Now, facts.Escalated, scope.Span, clock);
        return new()
        {
            Scope = scope,
            Alerts = facts,
            Work = work,
            Before = facts.Before is { } before ? WorkReport.Of(before, facts.Escalated, scope.Span.Before!, clock) : null,
            Charts = WorkCharts.Of(work, scope.Span),
            Drill = new(scope),
        };
    }

    public async Task<CoverageRest> RestAsync(CoverageFirst first, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(first);
        var (scope, facts) = (first.Scope, first.Alerts);

        // The databases read on the caller's thread where they can: side by side they are read only where each has its own.
        var (telemetryRead, usesRead) = (Task.Run(() => health.ReadAsync(scope, cancel), cancel), Task.Run(() => baseline.ListAsync(cancel), cancel));
        var (startsRead, ratesRead) = (Task.Run(() => scriptHosts.ReadAsync(scope, facts.Now, cancel), cancel), Task.Run(() => signals.ReadAsync(facts.Now, cancel), cancel));
        await Task.WhenAll(telemetryRead, usesRead, startsRead, ratesRead);
        var telemetry = await telemetryRead;
        IReadOnlyList<UseLine> uses = [.. (await usesRead).Where(use => !use.IsExercise)];
        return new()
        {
            Telemetry = telemetry.Report,
            Groups = telemetry.Groups,
            Baseline = BaselineReport.Of(uses, facts.Now),
            BaselineBefore = facts.Before is { } before ? BaselineReport.Of(uses, before) : null,
            ScriptHosts = await startsRead,
            Signals = await ratesRead,
            Grades = await grades.ReadAsync(telemetry.Report, facts.Now, uses, cancel),
        };
    }
}
