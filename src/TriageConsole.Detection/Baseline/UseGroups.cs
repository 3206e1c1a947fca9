using System.Security.Cryptography;
using System.Text;
using TriageConsole.Detection.Text;
using TriageConsole.Domain;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>Host groups and account classes with all that they include, ready to be asked. Immutable.</summary>
public sealed class UseGroups
{
    private readonly Dictionary<(UseGroupKind Kind, string Name), Resolved> _byName = [];

    private UseGroups(IReadOnlyList<UseGroup> groups)
    {
        foreach (var group in groups)
            _byName.TryAdd((group.Kind, Key(group.Name)), new(UseGroupRules.Flatten(group, groups)));
    }

    /// <summary>No group at all: a condition that names one never holds.</summary>
    public static UseGroups Empty { get; } = new([]);

    /// <summary>Resolves what the groups include.</summary>
    /// <param name="groups">All groups of both kinds.</param>
    public static UseGroups Create(IReadOnlyList<UseGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.Count == 0 ? Empty : new(groups);
    }

    /// <summary>The kind of group that a field names; null for all other fields.</summary>
    public static UseGroupKind? KindOf(UseField field) => field switch
    {
        UseField.HostGroup => UseGroupKind.Hosts,
        UseField.AccountClass => UseGroupKind.Accounts,
        _ => null,
    };

    /// <summary>The field whose values are compared for a condition: a group's members are hosts or users.</summary>
    public static UseField ComparedBy(UseField field) => field switch
    {
        UseField.HostGroup => UseField.Host,
        UseField.AccountClass => UseField.User,
        _ => field,
    };

    /// <summary>Whether there is such a group.</summary>
    public bool Has(UseGroupKind kind, string name) => Find(kind, name) is not null;

    /// <summary>Whether a value is in a group; in one that does not exist nothing is.</summary>
    /// <param name="kind">What the group is made of.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">A host name or <c>DOMAIN\user</c>.</param>
    public bool Contains(UseGroupKind kind, string name, string value) => Find(kind, name)?.Contains(value) == true;

    internal Resolved? Find(UseGroupKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.GetValueOrDefault((kind, Key(name.Trim())));
    }

    private static string Key(string name) => name.ToUpperInvariant();

    /// <summary>The members of one group. Names are looked up; only patterns are walked.</summary>
    internal sealed class Resolved
    {
        private readonly HashSet<string> _names;
        private readonly List<Glob> _patterns = [];

        public Resolved(IReadOnlyList<string> members)
        {
            _names = new(Comparers.HostName);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var member in members.Select(member => member.Trim()).Order(StringComparer.OrdinalIgnoreCase))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(member.ToUpperInvariant() + '\0'));
                if (member.AsSpan().ContainsAny('*', '?'))
                    _patterns.Add(new Glob(member));
                else
                    _names.Add(member);
            }

            Revision = hash.GetHashAndReset();
        }

        /// <summary>Hash of the members.</summary>
        public byte[] Revision { get; }

        public bool Contains(string value) => _names.Contains(value) || _patterns.Exists(pattern => pattern.IsMatch(value));
    }
}
