using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage.Health.Rules;

/// <summary>How a host stands as a whole, and why.</summary>
internal static class HostRules
{
    /// <summary>So many quiet hours in the days looked at weaken what is known of a host.</summary>
    public const int QuietAllowed = 6;

    // Without these the analytic cannot be evaluated, or not whole; the rest only adds.
    private static readonly DataComponent[] _needed =
    [
        DataComponent.ProcessCreationSysmon, DataComponent.CommandLine, DataComponent.Lineage, DataComponent.Signature,
        DataComponent.ParentSignature, DataComponent.ModuleLoad,
    ];

    /// <summary>Puts state and reasons onto what is known of it.</summary>
    /// <param name="host">All but those.</param>
    /// <param name="silence">Why it counts as silent; null where it does not.</param>
    public static HostHealth Judge(HostHealth host, HealthReason? silence)
    {
        ArgumentNullException.ThrowIfNull(host);
        var reasons = Reasons(host, silence).Distinct().ToList();
        return host with
        {
            Reasons = reasons,
            State = silence is not null ? ComponentState.Silent
                : host.Coverage.Overall == ComponentState.NotEvaluable ? ComponentState.NotEvaluable
                : reasons.Count == 0 ? ComponentState.Covered
                : ComponentState.Weakened,
            Completeness = CompletenessOf(host.Coverage),
        };
    }

    /// <summary>Mean share of what the analytic needs of each process; null where no process was created.</summary>
    public static double? CompletenessOf(HostCoverage coverage)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        return coverage.Creations == 0 ? null
            : ((DataComponent[])[DataComponent.CommandLine, DataComponent.Lineage, DataComponent.Signature, DataComponent.ParentSignature]).Average(c => coverage.Share(c) ?? 0);
    }

    /// <summary>A clock that is off, in words.</summary>
    public static HealthReason Of(ClockSkew skew)
    {
        ArgumentNullException.ThrowIfNull(skew);
        var by = HealthWords.Span(skew.By);
        return new(
            skew.Kind switch
            {
                SkewKind.Ahead => $"The clock is ahead by at least {by}",
                SkewKind.BehindOrLate => $"The clock is behind, or events come late, by at least {by}",
                _ => $"Records and the log that wrote them disagree by up to {by}",
            },
            skew.IsYears ? "the day itself is wrong: what is chosen by time misses it" : "what ran before what, across hosts, is unsound");
    }

    private static IEnumerable<HealthReason> Reasons(HostHealth host, HealthReason? silence)
    {
        if (silence is not null)
            yield return silence;

        // What a silent host did not send in the period is said by its silence.
        if (silence is null || host.Coverage.Counts.Values.Any(count => count > 0))
        {
            foreach (var one in host.Components.Where(one => one.Reason is not null && one.State != ComponentState.Covered && _needed.Contains(one.Component)).OrderByDescending(one => one.State))
                yield return one.Reason!;
        }

        var quiet = host.Quiet.Sum(span => span.Hours);
        if (silence is null && quiet >= QuietAllowed)
            yield return new($"Quiet for {quiet} hours at which it used to send", "what ran then is not in the data");
        if (host.Skew is { } skew)
            yield return Of(skew);
    }
}
