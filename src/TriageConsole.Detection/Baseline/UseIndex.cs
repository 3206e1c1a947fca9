using System.Runtime.InteropServices;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Baseline;

/// <summary>
/// Finds the approved uses that could cover a chain without trying each. A use is filed once, under the rarest thing that
/// every chain it covers must have: a name or value that it spells out, or else four characters in a row of one of its
/// patterns. Only a use whose patterns hold neither is tried on every chain.
/// </summary>
internal sealed class UseIndex
{
    // A name that more uses than this share tells too little apart: the script host's, most of all.
    private const int MostByName = 16;
    private const int GramLength = 4;

    private static readonly UseField[] _fields =
        [UseField.Script, UseField.ChildImage, UseField.Arguments, UseField.Host, UseField.User, UseField.ParentImage, UseField.ProxyImage];

    private readonly Dictionary<(UseField Field, string Value), List<CompiledApprovedUse>> _byName = [];
    private readonly Dictionary<(UseField Field, ulong Gram), List<CompiledApprovedUse>> _byGram = [];
    private readonly List<CompiledApprovedUse> _rest = [];

    public UseIndex(IReadOnlyList<CompiledApprovedUse> uses)
    {
        var names = new Dictionary<(UseField, string), int>();
        foreach (var use in uses)
        {
            foreach (var name in Names(use))
                CollectionsMarshal.GetValueRefOrAddDefault(names, name, out _)++;
        }

        var left = new List<CompiledApprovedUse>();
        foreach (var use in uses)
        {
            if (Rarest(Names(use), names) is { } name && names[name] <= MostByName)
                File(_byName, name, use);
            else
                left.Add(use);
        }

        var grams = new Dictionary<(UseField, ulong), int>();
        foreach (var use in left)
        {
            foreach (var gram in Grams(use))
                CollectionsMarshal.GetValueRefOrAddDefault(grams, gram, out _)++;
        }

        foreach (var use in left)
        {
            if (Rarest(Grams(use), grams) is { } gram)
                File(_byGram, gram, use);
            else
                _rest.Add(use);
        }
    }

    /// <summary>Every use that covers the chain, and few others; each once.</summary>
    public IEnumerable<CompiledApprovedUse> Candidates(ChainSubject subject)
    {
        foreach (var field in _fields)
        {
            foreach (var value in subject[field])
            {
                if (_byName.Count > 0 && _byName.TryGetValue((field, Name(field, value)), out var uses))
                {
                    foreach (var use in uses)
                        yield return use;
                }
            }
        }

        foreach (var uses in ByGram(subject))
        {
            foreach (var use in uses)
                yield return use;
        }

        foreach (var use in _rest)
            yield return use;
    }

    private HashSet<List<CompiledApprovedUse>> ByGram(ChainSubject subject)
    {
        var found = new HashSet<List<CompiledApprovedUse>>(ReferenceEqualityComparer.Instance);
        if (_byGram.Count == 0)
            return found;
        foreach (var field in _fields)
        {
            foreach (var value in subject[field])
            {
                var gram = 0UL;
                for (var i = 0; i < value.Length; i++)
                {
                    gram = (gram << 16) | char.ToLowerInvariant(value[i]);
                    if (i >= GramLength - 1 && _byGram.TryGetValue((field, gram), out var uses))
                        found.Add(uses);
                }
            }
        }

        return found;
    }

    private static IEnumerable<(UseField, string)> Names(CompiledApprovedUse use) =>
        use.Conditions.Where(condition => _fields.Contains(condition.Field) && condition.Literal() is not null).Select(condition => (condition.Field, condition.Literal()!));

    // Case is folded in more than one way outside ASCII, so only plain letters are filed by.
    private static IEnumerable<(UseField, ulong)> Grams(CompiledApprovedUse use)
    {
        foreach (var condition in use.Conditions)
        {
            if (!_fields.Contains(condition.Field))
                continue;
            var (gram, length) = (0UL, 0);
            foreach (var c in condition.Canonical)
            {
                (gram, length) = c is '*' or '?' or > '\u007F' ? (0, 0) : ((gram << 16) | c, length + 1);
                if (length >= GramLength)
                    yield return (condition.Field, gram);
            }
        }
    }

    private static TKey? Rarest<TKey>(IEnumerable<TKey> keys, Dictionary<TKey, int> counts)
        where TKey : struct
    {
        TKey? rarest = null;
        foreach (var key in keys)
        {
            if (rarest is not { } known || counts[key] < counts[known])
                rarest = key;
        }

        return rarest;
    }

    private static void File<TKey>(Dictionary<TKey, List<CompiledApprovedUse>> index, TKey key, CompiledApprovedUse use)
        where TKey : struct
    {
        if (!index.TryGetValue(key, out var uses))
            index[key] = uses = [];
        uses.Add(use);
    }

    private static string Name(UseField field, string value) =>
        (field is UseField.Script or UseField.ParentImage or UseField.ProxyImage or UseField.ChildImage ? WindowsPath.FileName(value) : value).ToLowerInvariant();
}
