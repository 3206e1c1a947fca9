using TriageConsole.Detection.Text;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>A condition ready to be matched.</summary>
internal sealed class CompiledCondition
{
    private readonly UseField _compared;
    private readonly Glob _glob;
    private readonly UseRegex? _regex;
    private readonly bool _namesGroup;
    private readonly UseGroups.Resolved? _group;
    private readonly UseSchedule? _schedule;

    public CompiledCondition(UseCondition condition, UseGroups groups)
    {
        Condition = condition;
        _compared = UseGroups.ComparedBy(condition.Field);

        // A regular expression has no glob; a lone star gives the index nothing to file it by.
        _glob = new(condition.IsRegex ? "*" : condition.Pattern.Trim());
        _regex = condition.IsRegex ? UseRegex.Compile(condition.Pattern) : null;
        if (condition.Field == UseField.Schedule && !condition.IsRegex)
            _schedule = UseSchedule.Parse(condition.Pattern).Schedule;
        if (UseGroups.KindOf(condition.Field) is { } kind)
        {
            _namesGroup = true;
            _group = condition.IsRegex ? null : groups.Find(kind, condition.Pattern);
        }
    }

    public UseField Field => Condition.Field;

    public string Pattern => Condition.Pattern;

    public UseCondition Condition { get; }

    /// <summary>The pattern as it is matched: lower case; a lone star for a regular expression.</summary>
    public string Canonical => _glob.Pattern;

    /// <summary>Hash of the members of the group that it names; empty where it names none that exists.</summary>
    public ReadOnlySpan<byte> GroupRevision => _group is null ? [] : _group.Revision;

    /// <summary>Whether it holds for every value of the field; never where the chain has none.</summary>
    public bool Holds(ChainSubject subject)
    {
        var values = subject[_compared];
        if (values.Count == 0)
            return false;
        foreach (var value in values)
        {
            if (!Matches(value))
                return false;
        }

        return true;
    }

    /// <summary>File name, or the whole value for fields that are no path, where the pattern spells it out; else null.</summary>
    public string? Literal()
    {
        var pattern = _glob.Pattern;
        if (Field is UseField.Script or UseField.ParentImage or UseField.ProxyImage or UseField.ChildImage)
        {
            var cut = pattern.LastIndexOfAny(['\\', '/']);
            var name = pattern[(cut + 1)..];
            return name.Length == 0 || name.AsSpan().ContainsAny('*', '?') || (cut < 0 && pattern.Contains('*')) ? null : name;
        }

        return _glob.IsLiteral && !Condition.IsRegex ? pattern : null;
    }

    // A group that is not there has no members, and what is no window holds no moment: in doubt nothing is covered.
    private bool Matches(string value) => _namesGroup
        ? _group?.Contains(value) == true
        : Field == UseField.Schedule ? _schedule?.Contains(value) == true
        : Condition.IsRegex ? _regex?.IsMatch(value) == true : _glob.IsMatch(value);
}
