using System.Text.RegularExpressions;

namespace TriageConsole.Detection.Baseline;

/// <summary>
/// The regular expression of a condition: case-blind, over the whole value, without backtracking and bound in time. What cannot
/// be told in time does not match: in doubt nothing is covered.
/// </summary>
public sealed class UseRegex
{
    private const int LongestPattern = 1_024;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(50);

    private readonly Regex _regex;

    private UseRegex(Regex regex) => _regex = regex;

    /// <summary>Compiles a pattern; null where <see cref="Fault"/> says why not.</summary>
    public static UseRegex? Compile(string pattern) => Make(pattern).Regex is { } regex ? new(regex) : null;

    /// <summary>What is wrong with a pattern, a sentence; null where nothing is.</summary>
    public static string? Fault(string pattern) => Make(pattern).Fault;

    /// <summary>Whether the whole value matches.</summary>
    public bool IsMatch(string value)
    {
        try
        {
            return _regex.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static (Regex? Regex, string? Fault) Make(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Length > LongestPattern)
            return (null, $"The regular expression is longer than {LongestPattern:N0} characters.");
        try
        {
            // Checked on its own first: a bracket too many must not close the one around it.
            _ = new Regex(pattern, Options, _patience);
            return (new Regex($@"\A(?:{pattern})\z", Options, _patience), null);
        }
        catch (ArgumentException e)
        {
            return (null, "The regular expression cannot be read: " + e.Message);
        }
        catch (NotSupportedException)
        {
            return (null, "The regular expression looks ahead, looks back, refers back or is too large; such cannot be matched in a bounded time.");
        }
    }

    private static RegexOptions Options =>
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;
}
