using System.Globalization;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Exercises.Plan;

/// <summary>What a lead wants of an exercise, as typed.</summary>
public sealed record ExerciseWish
{
    public const int LongestName = 100;
    public const int MostScenarios = 30;
    public const int FewestMinutes = 5;
    public const int MostMinutes = 10_080;
    public const int LongestHost = 64;
    public const int LongestAccount = 80;

    public string? Name { get; init; }

    public bool IsBlind { get; init; } = true;

    public int Attacks { get; init; } = 4;

    public int Routines { get; init; } = 2;

    /// <summary>Also spellings that try to evade detection.</summary>
    public bool WithEvasions { get; init; }

    /// <summary>ATT&amp;CK ids to draw from; none for all.</summary>
    public IReadOnlyCollection<string> Techniques { get; init; } = [];

    /// <summary>Id of the script host, utility or script to draw from; null for all.</summary>
    public string? Subject { get; init; }

    /// <summary>How long it may take.</summary>
    public int Minutes { get; init; } = 60;

    /// <summary>The alerts enter over so many minutes; 0: all at once.</summary>
    public int SpreadMinutes { get; init; }

    /// <summary>Who takes part, by name; null for everybody who may decide.</summary>
    public IReadOnlyCollection<string>? People { get; init; }

    /// <summary>Invented computers, one to a line; what is missing is invented.</summary>
    public string? Hosts { get; init; }

    /// <summary>Invented accounts, one to a line.</summary>
    public string? Accounts { get; init; }

    public int Total => Attacks + Routines;

    internal IReadOnlyList<string> HostLines => Lines(Hosts);

    internal IReadOnlyList<string> AccountLines => Lines(Accounts);

    /// <summary>Everything that is wrong with it in itself, each a sentence.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (NoteRules.Clean(Name) is not { } name)
            faults.Add("Name: give it one.");
        else if (name.Length > LongestName || name.AsSpan().ContainsAny('\r', '\n'))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Name: one line of at most {LongestName} characters."));
        if (Attacks < 0 || Routines < 0 || Total is < 1 or > MostScenarios)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Scenarios: 1 to {MostScenarios} in all."));
        if (Minutes is < FewestMinutes or > MostMinutes)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Time limit: {FewestMinutes} to {MostMinutes} minutes."));
        if (SpreadMinutes < 0 || SpreadMinutes >= Minutes)
            faults.Add("Spread: the last alert must enter before the time is over.");
        if (People is { Count: 0 })
            faults.Add("People: choose somebody, or everybody.");
        if (HostLines.GroupBy(InventedNames.Label, StringComparer.OrdinalIgnoreCase).Any(group => group.Count() > 1))
            faults.Add("Computers: each only once; each scenario has one to itself.");
        if (HostLines.Any(line => line.Length > LongestHost || line.Any(c => char.IsControl(c) || c is '\\')))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Computers: names of at most {LongestHost} characters without a backslash."));
        if (AccountLines.Any(line => line.Length > LongestAccount || line.Any(char.IsControl)))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Accounts: names of at most {LongestAccount} characters."));
        return faults;
    }

    private static List<string> Lines(string? text) =>
        [.. (text ?? string.Empty).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
