using TriageConsole.Domain.Events;

namespace TriageConsole.Domain.Processes;

/// <summary>When two records tell of the same process start. Process ids are used again within minutes, so time decides.</summary>
public static class TwinRules
{
    /// <summary>How far two sound clocks of one host may differ on one process start.</summary>
    public static readonly TimeSpan Sound = TimeSpan.FromSeconds(2);

    /// <summary>The same where one of the times was moved by an estimated offset.</summary>
    public static readonly TimeSpan Corrected = TimeSpan.FromSeconds(4);

    /// <summary>The same where a time's zone is not known: then only an unambiguous match counts.</summary>
    public static readonly TimeSpan Uncertain = TimeSpan.FromHours(26);

    /// <summary>How far two starts of one process may lie apart.</summary>
    /// <param name="first">Basis of one time.</param>
    /// <param name="second">Basis of the other.</param>
    public static TimeSpan Tolerance(TimeBasis first, TimeBasis second)
    {
        var weaker = first > second ? first : second;
        return weaker switch
        {
            TimeBasis.Uncertain => Uncertain,
            TimeBasis.Corrected => Corrected,
            _ => Sound,
        };
    }

    /// <summary>Whether a process with this life could have started a child at that moment. A second of slack for clocks.</summary>
    /// <param name="startUtc">Start; null where unknown.</param>
    /// <param name="endUtc">End; null where unknown.</param>
    /// <param name="childUtc">Start of the child.</param>
    public static bool CouldBeParent(DateTime? startUtc, DateTime? endUtc, DateTime childUtc) =>
        startUtc is { } start && start <= childUtc + TimeSpan.FromSeconds(1)
        && (endUtc is not { } end || end >= childUtc - TimeSpan.FromSeconds(1));
}
