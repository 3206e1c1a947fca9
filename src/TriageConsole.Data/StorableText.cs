using System.Buffers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace TriageConsole.Data;

/// <summary>
/// Telemetry is hostile text, and PostgreSQL stores neither NUL nor half a surrogate pair. Decided once, for both databases:
/// NUL becomes U+2400 (the picture of a NUL, so that people see it was there), a lone surrogate becomes U+FFFD.
/// Text that comes from people as a search must go through <see cref="Clean"/> too, else PostgreSQL refuses the query.
/// </summary>
public static class StorableText
{
    private const char NulPicture = '\u2400';
    private const char Replacement = '\uFFFD';

    private static readonly SearchValues<char> _suspects =
        SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(c => (char)c), '\0']);

    /// <summary>The text as both databases store it; the same instance where nothing had to change.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = text.AsSpan().IndexOfAny(_suspects);
        return first < 0 ? text : CleanFrom(text, first);
    }

    internal static void CleanChanges(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified))
                continue;
            foreach (var property in entry.Properties)
            {
                if (property.CurrentValue is string text && !ReferenceEquals(text, Clean(text)))
                    property.CurrentValue = Clean(text);
            }
        }
    }

    private static string CleanFrom(string text, int first)
    {
        var changed = false;
        var chars = text.ToCharArray();
        for (var i = first; i < chars.Length; i++)
        {
            if (char.IsHighSurrogate(chars[i]) && i + 1 < chars.Length && char.IsLowSurrogate(chars[i + 1]))
                i++;
            else if (chars[i] == '\0' || char.IsSurrogate(chars[i]))
            {
                chars[i] = chars[i] == '\0' ? NulPicture : Replacement;
                changed = true;
            }
        }

        return changed ? new string(chars) : text;
    }
}
