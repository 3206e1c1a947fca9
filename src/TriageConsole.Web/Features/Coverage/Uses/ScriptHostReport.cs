using TriageConsole.Web.Features.Coverage.Work;

namespace TriageConsole.Web.Features.Coverage.Uses;

/// <summary>Starts of one script host or utility.</summary>
public sealed record ProxyStarts(string Name, long Starts);

/// <summary>Alerts of one script host or script, by whether they are approved.</summary>
public sealed record NamedAlerts(string Name, int Approved, int NotApproved)
{
    public int All => Approved + NotApproved;
}

/// <summary>Which script hosts were started, and which of them and of their scripts raised alerts, approved or not.</summary>
public sealed record ScriptHostReport
{
    /// <summary>Most starts first.</summary>
    public required IReadOnlyList<ProxyStarts> Starts { get; init; }

    /// <summary>Starts in the period before; null where nothing is compared.</summary>
    public long? StartsBefore { get; init; }

    /// <summary>Most alerts first.</summary>
    public required IReadOnlyList<NamedAlerts> Hosts { get; init; }

    /// <summary>Most alerts first.</summary>
    public required IReadOnlyList<NamedAlerts> Scripts { get; init; }

    public static IReadOnlyList<NamedAlerts> Named(IReadOnlyList<AlertFact> alerts, Func<AlertFact, string?> name)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        return
        [
            .. alerts.Where(a => name(a) is not null).GroupBy(a => name(a)!, StringComparer.Ordinal)
                .Select(g => new NamedAlerts(g.Key, g.Count(a => a.IsApproved), g.Count(a => !a.IsApproved)))
                .OrderByDescending(n => n.All).ThenBy(n => n.Name, StringComparer.Ordinal),
        ];
    }
}
