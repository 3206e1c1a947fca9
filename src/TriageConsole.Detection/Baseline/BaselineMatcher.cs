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

    private static readonly UseField[] _indexed =
        [UseField.Script, UseField.ChildImage, UseField.Arguments, UseField.Host, UseField.User, UseField.ParentImage, UseField.ProxyImage];

    private readonly Dictionary<(UseField Field, string Value), List<CompiledApprovedUse>> _index = new();
    private readonly Dictionary<string, List<CompiledApprovedUse>> _byScript = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<CompiledApprovedUse> _rest = [];

    private BaselineMatcher(IEnumerable<ApprovedUse> uses)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var use in uses)
        {
            var compiled = new CompiledApprovedUse(use);
            Count++;
            Add(compiled);
            hash.AppendData(use.Id.ToByteArray());
            foreach (var condition in use.Conditions)
                hash.AppendData(Encoding.UTF8.GetBytes($"{condition.Field}\0{condition.Pattern}\0"));
        }

        Revision = Count == 0 ? string.Empty : Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>No approved use at all.</summary>
    public static BaselineMatcher Empty { get; } = new([]);

    /// <summary>How many uses are in force.</summary>
    public int Count { get; }

    /// <summary>Hash of what is in force: equal uses with equal conditions have an equal one. 12 hex digits; empty where nothing is.</summary>
    public string Revision { get; }

    /// <summary>Takes those uses that are in force.</summary>
    /// <param name="uses">Approved uses of any state.</param>
    /// <param name="utcNow">Now; expired uses cover nothing.</param>
    public static BaselineMatcher Create(IReadOnlyList<ApprovedUse> uses, DateTime utcNow)
    {
        ArgumentNullException.ThrowIfNull(uses);
        return new BaselineMatcher(uses.Where(use => use.IsInForce(utcNow) && use.Conditions.Count > 0).OrderBy(use => use.Id));
    }

    /// <summary>The use that covers the chain (the first by id where several do); null where none does.</summary>
    public Guid? Covering(ChainSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        Guid? first = null;
        foreach (var use in Candidates(subject))
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

    private void Add(CompiledApprovedUse use)
    {
        var script = use.Conditions.FirstOrDefault(condition => condition.Field == UseField.Script)?.Literal();
        if (script is not null)
            Put(_byScript, script, use);
        foreach (var field in _indexed)
        {
            if (use.Conditions.FirstOrDefault(condition => condition.Field == field)?.Literal() is not { } literal)
                continue;
            if (!_index.TryGetValue((field, literal), out var list))
                _index[(field, literal)] = list = [];
            list.Add(use);
            return;
        }

        _rest.Add(use);
    }

    private IEnumerable<CompiledApprovedUse> Candidates(ChainSubject subject)
    {
        foreach (var field in _indexed)
        {
            foreach (var value in subject[field])
            {
                if (_index.TryGetValue((field, Key(field, value)), out var uses))
                {
                    foreach (var use in uses)
                        yield return use;
                }
            }
        }

        foreach (var use in _rest)
            yield return use;
    }

    private static string Key(UseField field, string value) =>
        (field is UseField.Script or UseField.ParentImage or UseField.ProxyImage or UseField.ChildImage ? WindowsPath.FileName(value) : value).ToLowerInvariant();

    private static void Put(Dictionary<string, List<CompiledApprovedUse>> index, string key, CompiledApprovedUse use)
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        list.Add(use);
    }
}
