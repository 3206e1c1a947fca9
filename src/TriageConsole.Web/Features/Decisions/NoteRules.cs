namespace TriageConsole.Web.Features.Decisions;

/// <summary>What a note must be.</summary>
internal static class NoteRules
{
    public const int Longest = 4_000;

    /// <summary>The note as it is kept; null where nothing was written.</summary>
    public static string? Clean(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();

    public static void Check(string? note, string whenMissing, List<string> faults)
    {
        if (note is null)
            faults.Add(whenMissing);
        else if (note.Length > Longest)
            faults.Add($"Note: {note.Length} characters; at most {Longest} are kept.");
    }
}
