using System.Globalization;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>The ways in which Windows layouts write one value, and "nothing".</summary>
internal static class FieldText
{
    /// <summary>The text, made storable; null where it is empty, <c>-</c> or <c>?</c>, the layouts' ways to say nothing.</summary>
    internal static string? Text(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        return value is "-" or "?" ? null : Clean(value);
    }

    /// <summary>Replaces what neither UTF-8 nor both databases can hold: NULs and lone surrogates.</summary>
    internal static string Clean(string value)
    {
        if (!value.Contains('\0', StringComparison.Ordinal) && value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return value;
        return string.Create(value.Length, value, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var c = source[i];
                if (char.IsHighSurrogate(c) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]))
                {
                    target[i] = c;
                    target[i + 1] = source[++i];
                }
                else
                {
                    target[i] = c == '\0' || char.IsSurrogate(c) ? '\uFFFD' : c;
                }
            }
        });
    }

    /// <summary>Two parts of a path or an account with a backslash between them; no longer than a text may be.</summary>
    internal static string Join(string first, string second)
    {
        var joined = first.EndsWith('\\') ? first + second : $"{first}\\{second}";
        return joined.Length <= ReadLimits.Default.MaxFieldChars ? joined : Clean(joined[..ReadLimits.Default.MaxFieldChars]);
    }

    /// <summary>A GUID with or without braces, in any case; null where unreadable or all zero.</summary>
    internal static Guid? Guid(ReadOnlySpan<char> value) =>
        System.Guid.TryParse(value, out var guid) && guid != System.Guid.Empty ? guid : null;

    /// <summary>A number, hex with <c>0x</c> or decimal; null where unreadable.</summary>
    internal static uint? UInt32(ReadOnlySpan<char> value) => UInt64(value) is { } wide and <= uint.MaxValue ? (uint)wide : null;

    /// <summary>A number, hex with <c>0x</c> or decimal; null where unreadable.</summary>
    internal static ulong? UInt64(ReadOnlySpan<char> value)
    {
        var text = value.Trim();
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Sysmon's word for an integrity level, whether written as that word, as a label's SID or as its rendered name.</summary>
    internal static string? IntegrityLevel(string? value)
    {
        if (Text(value) is not { } text)
            return null;
        var name = text.AsSpan().Trim();
        const string Prefix = @"Mandatory Label\";
        const string Suffix = " Mandatory Level";
        if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            name = name[Prefix.Length..];
        if (name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
            name = name[..^Suffix.Length];
        foreach (var (sid, word) in Levels)
        {
            if (name.Equals(sid, StringComparison.OrdinalIgnoreCase) || name.Equals(word, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        return name.Length == 0 ? null : name.ToString();
    }

    private static readonly (string Sid, string Word)[] Levels =
    [
        ("S-1-16-0", "Untrusted"),
        ("S-1-16-4096", "Low"),
        ("S-1-16-8192", "Medium"),
        ("S-1-16-8448", "MediumPlus"),
        ("S-1-16-12288", "High"),
        ("S-1-16-16384", "System"),
        ("S-1-16-20480", "Protected"),
    ];
}
