using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace TriageConsole.Detection.CommandLines;

/// <summary>Folds characters outside ASCII to what a reader, or Windows' own best-fit conversion, takes them for.</summary>
internal static class LookAlikes
{
    // Cyrillic, Greek, Armenian and Latin letters drawn like ASCII ones. Compatibility forms (full width, superscript,
    // mathematical) are folded by Unicode normalisation and need no line here.
    private const string From = "аеорсухіјѕһԁԛԝѵкмтвнзАВЕКМНОРСТУХІЈЅԌԜοαεικνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսոհցıɡɑɩ";
    private const string To = "aeopcyxijshdqwvkmtbh3abekmhopctyxijsgwoaeikvptuxabezhikmnoptyxounhgigai";

    private static readonly FrozenDictionary<char, char> _letters = Table();

    /// <summary>Dropped wholly: they take no width.</summary>
    public static bool IsInvisible(char c) => c is '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\uFEFF' or '\u3164' or '\uFFA0'
        or (>= '\u180B' and <= '\u180F') or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E')
        or (>= '\u2060' and <= '\u206F') or (>= '\uFE00' and <= '\uFE0F');

    /// <summary>Drawn as a blank.</summary>
    public static bool IsBlank(char c) => c is '\u2800' or '\u0085' || (c > '\u007F' && char.IsWhiteSpace(c));

    /// <summary>ASCII punctuation that the character stands for; NUL where it is no punctuation look-alike.</summary>
    public static char Punctuation(char c) => c switch
    {
        (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE58' or '\uFE63' or '\uFF0D' or '\u2E3A' or '\u2E3B' or '\u02D7' => '-',
        '\u2215' or '\u2044' or '\uFF0F' or '\u29F8' => '/',
        '\uFF3C' or '\u2216' or '\uFE68' or '\u29F5' or '\u29F9' => '\\',
        (>= '\u201C' and <= '\u201F') or '\uFF02' => '"',
        (>= '\u2018' and <= '\u201B') or '\uFF07' => '\'',
        '\u2236' or '\uA789' or '\uFF1A' or '\u02D0' => ':',
        _ => '\0',
    };

    /// <summary>ASCII letter or digit that the character looks like, lower case; NUL where it looks like none.</summary>
    public static char Letter(char c)
    {
        if (_letters.TryGetValue(c, out var known))
            return known;

        // Normalisation throws on what is no character; anybody can put one into a command line.
        if (char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF')
            return '\0';
        foreach (var part in c.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(part))
                return char.ToLowerInvariant(part);
            if (_letters.TryGetValue(part, out known))
                return known;
        }

        return '\0';
    }

    /// <summary>
    /// Whether an honest word can hold the character: accented Latin letters are names of people and folders; only
    /// look-alikes from other scripts, or forms that no keyboard types, mixed into an ASCII word are a trick.
    /// </summary>
    public static bool IsForeignForm(char c) =>
        _letters.ContainsKey(c) || c is (>= '\uFF01' and <= '\uFF5E') or (>= '\u02B0' and <= '\u02B8') or (>= '\u1D2C' and <= '\u1D6A') or (>= '\u2070' and <= '\u209C')
        || (c > '\u02AF' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.ModifierLetter);

    private static FrozenDictionary<char, char> Table()
    {
        var table = new Dictionary<char, char>();
        for (var i = 0; i < From.Length; i++)
            table[From[i]] = To[i];
        return table.ToFrozenDictionary();
    }
}
