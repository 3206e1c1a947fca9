using TriageConsole.Domain.Events;

namespace TriageConsole.Domain.Processes;

/// <summary>A process that had the wanted process id at some time.</summary>
/// <param name="Id">Surrogate key.</param>
/// <param name="StartUtc">Start.</param>
/// <param name="Basis">How far the start can be trusted.</param>
/// <param name="EndUtc">End; null where not seen.</param>
/// <param name="ImageName">Key of the lower-case file name of the image: equal for equal names.</param>
public readonly record struct ParentCandidate(long Id, DateTime StartUtc, TimeBasis Basis, DateTime? EndUtc, long ImageName);

/// <summary>Finds a parent that is named by process id only (4688): the process that had this id when the child started.</summary>
public static class ParentRules
{
    /// <summary>Two records of one moment may differ by this much.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The latest process that had started and not ended, and whose image agrees; null where there is none. An id belongs
    /// to one process at a time, so a later process with the id and another image rules the earlier ones out.
    /// </summary>
    /// <param name="childUtc">Start of the child.</param>
    /// <param name="basis">How far it can be trusted; a time without a zone is only compared with its like.</param>
    /// <param name="imageName">Key of the image name that the child's record gives its parent; null where it gives none.</param>
    /// <param name="candidates">Processes of the host with the parent's id, in any order.</param>
    public static long? Choose(DateTime childUtc, TimeBasis basis, long? imageName, ReadOnlySpan<ParentCandidate> candidates)
    {
        ParentCandidate? latest = null;
        foreach (var candidate in candidates)
        {
            if ((candidate.Basis == TimeBasis.Uncertain) != (basis == TimeBasis.Uncertain) || candidate.StartUtc > childUtc + Slack)
                continue;
            var agrees = imageName is null || candidate.ImageName == imageName;
            if (candidate.StartUtc > childUtc && !agrees)
                continue;
            if (latest is not { } held || candidate.StartUtc > held.StartUtc || (candidate.StartUtc == held.StartUtc && candidate.Id < held.Id))
                latest = candidate;
        }

        return latest is { } chosen
            && (imageName is null || chosen.ImageName == imageName)
            && (chosen.EndUtc is not { } end || end >= childUtc - Slack)
            ? chosen.Id
            : null;
    }
}
