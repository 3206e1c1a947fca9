using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Reference;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Features.Detecting.Page;

/// <summary>One line of the catalogue.</summary>
public sealed record SignalLine
{
    public required SignalInfo Info { get; init; }

    /// <summary>Whether it runs under the settings in force.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Its weights under the settings in force.</summary>
    public required IReadOnlyList<WeightLine> Weights { get; init; }

    /// <summary>Stored alerts with a finding of it.</summary>
    public int Hits { get; init; }

    /// <summary>Of these, closed as true, benign or false positive.</summary>
    public int Decided { get; init; }

    /// <summary>Of these, as false positive.</summary>
    public int FalsePositives { get; init; }

    /// <summary>Processes that it threw on when they were last judged.</summary>
    public int FailedProcesses { get; init; }

    public int FailedHosts { get; init; }

    /// <summary>What it threw on one of them.</summary>
    public string? Error { get; init; }
}

/// <summary>One weight of a signal.</summary>
public sealed record WeightLine(string Name, int Points, int Shipped);

/// <summary>What the catalogue of signals shows.</summary>
public sealed class SignalQueries(IDbContextFactory<TriageContext> contexts, DetectionRuntime runtime)
{
    public async Task<IReadOnlyList<SignalLine>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var outcomes = (await db.AlertFindings.Counted().Select(f => new { f.SignalId, f.AlertId, f.Alert!.Outcome }).Distinct()
            .GroupBy(f => new { f.SignalId, f.Outcome }).Select(g => new { g.Key.SignalId, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancel)).ToLookup(row => row.SignalId);
        var failures = (await db.SignalFailures.Counted(db).GroupBy(f => f.SignalId)
            .Select(g => new { g.Key, Processes = g.Sum(f => f.Processes), Hosts = g.Count(), Error = g.Min(f => f.Error) }).ToListAsync(cancel)).ToDictionary(row => row.Key);
        var engine = runtime.Engine;
        return [.. SignalCatalog.All.Select(info =>
        {
            var weights = engine.WeightsOf(info.Id);
            var failed = failures.GetValueOrDefault(info.Id);
            return new SignalLine
            {
                Info = info,
                IsOn = weights.IsEnabled,
                Weights = [.. info.WeightNames.Select(name => new WeightLine(name, weights[name], Shipped(info.Id)[name]))],
                Hits = outcomes[info.Id].Sum(row => row.Count),
                Decided = outcomes[info.Id].Where(row => row.Outcome is AlertOutcome.TruePositive or AlertOutcome.BenignPositive or AlertOutcome.FalsePositive).Sum(row => row.Count),
                FalsePositives = outcomes[info.Id].Where(row => row.Outcome == AlertOutcome.FalsePositive).Sum(row => row.Count),
                FailedProcesses = failed?.Processes ?? 0,
                FailedHosts = failed?.Hosts ?? 0,
                Error = failed?.Error,
            };
        })];

        SignalWeights Shipped(string id) => engine.Reference.Weights[id];
    }
}
