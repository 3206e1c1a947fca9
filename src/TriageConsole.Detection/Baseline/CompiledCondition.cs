using TriageConsole.Detection.Text;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>A condition ready to be matched.</summary>
internal sealed class CompiledCondition(UseCondition condition)
{
    // A regular expression has no glob; a lone star gives the index nothing to file it by.
    private readonly Glob _glob = new(condition.IsRegex ? "*" : condition.Pattern.Trim());
    private readonly UseRegex? _regex = condition.IsRegex ? UseRegex.Compile(condition.Pattern) : null;

    public UseField Field => condition.Field;

    public string Pattern => condition.Pattern;

    public UseCondition Condition => condition;

    /// <summary>The pattern as it is matched: lower case; a lone star for a regular expression.</summary>
    public string Canonical => _glob.Pattern;

    /// <summary>Whether it holds for every value of the field; never where the chain has none.</summary>
    public bool Holds(ChainSubject subject)
    {
        var values = subject[Field];
        if (values.Count == 0)
            return false;
        foreach (var value in values)
        {
            if (!(condition.IsRegex ? _regex?.IsMatch(value) == true : _glob.IsMatch(value)))
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

        return _glob.IsLiteral && !condition.IsRegex ? pattern : null;
    }
}
