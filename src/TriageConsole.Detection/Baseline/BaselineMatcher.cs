using System.Security.Cryptography;
using System.Text;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Baseline;

/// <summary>
/// The approved uses in force at one moment, indexed so that a chain is compared with the few that could cover it.
/// </summary>
public sealed class BaselineMatcher
{
    private const int MostDriftCandidates = 64;

    private readonly UseIndex _index;
    private readonly Dictionary<string, List<CompiledApprovedUse>> _byScript = new(StringComparer.OrdinalIgnoreCase);

    private readonly UseIndex? _expired;

    private BaselineMatcher(IEnumerable<ApprovedUse> uses, IReadOnlyList<ApprovedUse> expired, UseGroups groups)
    {
        _expired = expired.Count > 0 ? new UseIndex([.. expired.Select(use => new CompiledApprovedUse(use, groups))]) : null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var all = new List<CompiledApprovedUse>();
        foreach (var use in uses)
        {
            var compiled = new CompiledApprovedUse(use, groups);
            all.Add(compiled);
            if (compiled.Conditions.FirstOrDefault(condition => condition.Field == UseField.Script)?.Literal() is { } script)
                Put(_byScript, script, compiled);
            hash.AppendData(use.Id.ToByteArray());
            foreach (var condition in use.Conditions)
                hash.AppendData(Encoding.UTF8.GetBytes($"{condition.Field}\0{(condition.IsRegex ? "\u0001" : null)}{condition.Pattern}\0"));
            foreach (var condition in compiled.Conditions)
                hash.AppendData(condition.GroupRevision);
        }

        Count = all.Count;
        _index = new UseIndex(all);
        Revision = Count == 0 ? string.Empty : Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>No approved use at all.</summary>
    public static BaselineMatcher Empty { get; } = new([], [], UseGroups.Empty);

    /// <summary>How many uses are in force.</summary>
    public int Count { get; }

    /// <summary>Whether there are uses that were approved and have expired.</summary>
    public bool HasExpired => _expired is not null;

    /// <summary>Hash of what is in force: equal uses with equal conditions and groups have an equal one. 12 hex digits; empty where nothing is.</summary>
    public string Revision { get; }

    /// <summary>Takes those uses that are in force, and remembers those that were.</summary>
    /// <param name="uses">Approved uses of any state.</param>
    /// <param name="utcNow">Now; expired uses cover nothing and are only named.</param>
    /// <param name="groups">The groups that conditions name; null for none.</param>
    public static BaselineMatcher Create(IReadOnlyList<ApprovedUse> uses, DateTime utcNow, UseGroups? groups = null)
    {
        ArgumentNullException.ThrowIfNull(uses);
        return new BaselineMatcher(
            uses.Where(use => use.IsInForce(utcNow) && use.Conditions.Count > 0).OrderBy(use => use.Id),
            [.. uses.Where(use => use.State == ApprovedUseState.Active && !use.IsInForce(utcNow) && use.Conditions.Count > 0)],
            groups ?? UseGroups.Empty);
    }

    /// <summary>The use that covers the chain (the first by id where several do); null where none does.</summary>
    public Guid? Covering(ChainSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return First(_index, subject);
    }

    /// <summary>The use that would cover the chain, had it not expired (the first by id); null where none would.</summary>
    public Guid? Expired(ChainSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return _expired is null ? null : First(_expired, subject);
    }

    private static Guid? First(UseIndex index, ChainSubject subject)
    {
        Guid? first = null;
        foreach (var use in index.Candidates(subject))
        {
            if ((first is null || use.Use.Id.CompareTo(first.Value) < 0) && use.Covers(subject))
                first = use.Use.Id;
        }

        return first;
    }

    /// <summary>
    /// The use that the chain drifted from: it approves a script of the same name, and the fewest of its conditions fail;
    /// null where there is none.
    /// </summary>
    internal Drift? DriftOf(ChainSubject subject)
    {
        Drift? nearest = null;
        var seen = 0;
        foreach (var script in subject[UseField.Script])
        {
            if (!_byScript.TryGetValue(WindowsPath.FileName(script), out var uses))
                continue;
            foreach (var use in uses)
            {
                if (++seen > MostDriftCandidates)
                    return nearest;
                var differences = use.Differences(subject);
                if (differences.Count > 0 && (nearest is null || differences.Count < nearest.Fields.Count))
                    nearest = new Drift(use.Use, differences);
            }
        }

        return nearest;
    }

    private static void Put(Dictionary<string, List<CompiledApprovedUse>> index, string key, CompiledApprovedUse use)
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        list.Add(use);
    }
}
