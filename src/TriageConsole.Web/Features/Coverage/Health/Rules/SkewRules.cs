namespace TriageConsole.Web.Features.Coverage.Health.Rules;

/// <summary>What a host's records show of its clock, over a period.</summary>
/// <param name="LeadMs">Most that an event lay after its arrival; null for unknown.</param>
/// <param name="LeadDay">Last day on which it lay after it by more than is allowed.</param>
/// <param name="LiveMs">The same as the first of what was handed in as it happened.</param>
/// <param name="OwnMinMs">Least and most that a record's own time lay after the log's.</param>
/// <param name="LastDay">Last day that was told of.</param>
internal sealed record ClockFacts(long? LeadMs, DateOnly? LeadDay, long? LiveMs, long? OwnMinMs, long? OwnMaxMs, DateOnly LastDay);

/// <summary>When a clock is off.</summary>
internal static class SkewRules
{
    /// <summary>Domain members tolerate five minutes; so do we.</summary>
    public static readonly TimeSpan Allowed = TimeSpan.FromMinutes(5);

    /// <summary>Forwarders buffer. Whose freshest event of a whole period came later than this is behind, or has a queue.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>The worst that can be said; null where all agrees.</summary>
    public static ClockSkew? Of(ClockFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        List<ClockSkew> found = [];
        if (Span(facts.LeadMs) is { } lead && lead > Allowed)
            found.Add(new(SkewKind.Ahead, lead, facts.LeadDay ?? facts.LastDay));
        if (-Span(facts.LiveMs) is { } late && late > Late)
            found.Add(new(SkewKind.BehindOrLate, late, facts.LastDay));
        var own = Math.Max(facts.OwnMaxMs ?? 0, -(facts.OwnMinMs ?? 0));
        if (Span(own) is { } apart && apart > Allowed)
            found.Add(new(SkewKind.WithinRecord, apart, facts.LastDay));
        return found.MaxBy(skew => skew.By);
    }

    private static TimeSpan? Span(long? ms) => ms is { } some ? TimeSpan.FromMilliseconds(some) : null;
}
