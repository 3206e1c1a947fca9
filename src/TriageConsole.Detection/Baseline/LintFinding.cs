using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>How grave a finding of the lint is.</summary>
public enum LintLevel
{
    /// <summary>Can be kept by whoever says in a sentence why.</summary>
    Warning,

    /// <summary>Cannot be proposed, nor approved.</summary>
    Error,
}

/// <summary>Something about the conditions of an approved use that makes it cover more than it seems to.</summary>
/// <param name="Code">Short stable name, for example <c>name-only</c>.</param>
/// <param name="Level">How grave.</param>
/// <param name="Field">The condition it is about; null where it is about all of them.</param>
/// <param name="Message">What is wrong and what would mend it, for people.</param>
public sealed record LintFinding(string Code, LintLevel Level, UseField? Field, string Message);
