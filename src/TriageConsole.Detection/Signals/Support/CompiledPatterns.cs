using System.Buffers;
using System.Collections.Frozen;
using System.Text;
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

    private static readonly SearchValues<char> _droppedByShells = SearchValues.Create("\"'^`");

    private readonly SearchValues<string> _scripts = SearchValues.Create(
        [.. reference.SignedScripts.SelectMany(script => script.Names).Select(name => name[..Math.Max(4, name.LastIndexOf('.'))])], StringComparison.OrdinalIgnoreCase);

    /// <summary>The site's own pattern; null where there is none.</summary>
    public Regex? Site { get; } = settings.CompilePattern();

    /// <summary>
    /// Whether a raw command line may hold the name of a signed script. Only a sieve, so it looks through what a shell takes
    /// out of a word, and lets pass what is not plain letters.
    /// </summary>
    public bool NamesSignedScript(string line)
    {
        if (line.AsSpan().ContainsAny(_scripts) || !Ascii.IsValid(line))
            return true;
        if (!line.AsSpan().ContainsAny(_droppedByShells))
            return false;
        var kept = ArrayPool<char>.Shared.Rent(line.Length);
        var length = 0;
        foreach (var c in line)
        {
            if (!_droppedByShells.Contains(c))
                kept[length++] = c;
        }

        var names = kept.AsSpan(0, length).ContainsAny(_scripts);
        ArrayPool<char>.Shared.Return(kept);
        return names;
    }

    /// <summary>Documented uses of a host.</summary>
    public IReadOnlyList<CompiledUse> Uses(string host) => _uses.TryGetValue(host, out var uses) ? uses : [];
}
