using System.Globalization;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Filters;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>A condition of the queue that has no field of its own: what it says, and how to take it away.</summary>
public sealed record FilterPart(string Words, Func<AlertFilter, AlertFilter> Without);

/// <summary>Names what narrows the queue and cannot be seen in its fields.</summary>
public static class FilterParts
{
    public static IReadOnlyList<FilterPart> Of(AlertFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return
        [
            .. new[]
            {
                Part(filter.Pattern, _ => "One pattern only", f => f with { Pattern = null }),
                Part(filter.Group, name => $"Host group {name}", f => f with { Group = null }),
                Part(filter.Began?.ToString(), _ => $"Began {Words(filter.Began)}", f => f with { Began = null }),
                Part(filter.Raised?.ToString(), _ => $"Raised {Words(filter.Raised)}", f => f with { Raised = null }),
                Part(filter.Decided?.ToString(), _ => filter.Decided == TimeRange.Any ? "Decided once" : $"First decided {Words(filter.Decided)}", f => f with { Decided = null }),
                Part(filter.Escalated ? "yes" : null, _ => "Escalated once", f => f with { Escalated = false }),
                Part(filter.DecidedBy, name => $"Decided by {name}", f => f with { DecidedBy = null }),
                Part(filter.Outcomes.IsEmpty ? null : string.Empty, _ => $"Closed as {string.Join(" or ", filter.Outcomes.Values.Select(OutcomeWords.Of))}", f => f with { Outcomes = default }),
                Part(filter.Signal, name => $"Signal {name}", f => f with { Signal = null }),
                Part(filter.Proxy, name => $"Script host {name}", f => f with { Proxy = null }),
                Part(filter.Script, name => $"Script {name}", f => f with { Script = null }),
                Part(filter.Use?.ToString(), _ => "One approved use only", f => f with { Use = null }),
                Part(filter.Drift?.ToString(), _ => "Drift from one approved use only", f => f with { Drift = null }),
                Part(filter.Below?.ToString(CultureInfo.InvariantCulture), percent => $"Evidence below {percent} %", f => f with { Below = null }),
            }.OfType<FilterPart>(),
        ];

        static FilterPart? Part(string? value, Func<string, string> words, Func<AlertFilter, AlertFilter> without) =>
            value is null ? null : new(words(value), without);
    }

    private static string Words(TimeRange? range) => range switch
    {
        { FromUtc: { } from, UntilUtc: { } until } => $"{Moment(from)} to {Moment(until)} UTC",
        { FromUtc: { } from } => $"from {Moment(from)} UTC",
        { UntilUtc: { } until } => $"before {Moment(until)} UTC",
        _ => "at any time",
    };

    private static string Moment(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
