using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using TriageConsole.Detection.Reference;

namespace TriageConsole.Detection.Signals;

/// <summary>A documented use with its pattern ready to run.</summary>
/// <param name="Use">The use.</param>
/// <param name="Pattern">Its pattern.</param>
internal sealed record CompiledUse(DocumentedUse Use, Regex Pattern);

/// <summary>Patterns that come from data, compiled once an engine.</summary>
internal sealed class CompiledPatterns(ReferenceData reference, DetectionSettings settings)
{
    private readonly FrozenDictionary<string, CompiledUse[]> _uses = reference.DocumentedUses
        .GroupBy(use => use.Host, StringComparer.Ordinal)
        .ToFrozenDictionary(
            group => group.Key,
            group => group.Select(use => new CompiledUse(use, new Regex(use.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))).ToArray(),
            StringComparer.Ordinal);

    private readonly SearchValues<string> _scripts = SearchValues.Create(
        [.. reference.SignedScripts.SelectMany(script => script.Names).Select(name => name[..Math.Max(4, name.LastIndexOf('.'))])], StringComparison.OrdinalIgnoreCase);

    /// <summary>The site's own pattern; null where there is none.</summary>
    public Regex? Site { get; } = settings.CompilePattern();

    /// <summary>Whether a raw command line holds the name of a signed script.</summary>
    public bool NamesSignedScript(string line) => line.AsSpan().ContainsAny(_scripts);

    /// <summary>Documented uses of a host.</summary>
    public IReadOnlyList<CompiledUse> Uses(string host) => _uses.TryGetValue(host, out var uses) ? uses : [];
}
