namespace TriageConsole.Detection.CommandLines;

/// <summary>Text derived from another text, each character knowing where in the raw text it came from.</summary>
/// <param name="Text">The derived text.</param>
/// <param name="Map">Raw start of each character, one more entry for the end; null where both texts run alike.</param>
internal readonly record struct MappedText(string Text, int[]? Map)
{
    /// <summary>Raw position of a derived position.</summary>
    public int Raw(int position) => Map is null ? position : Map[Math.Min(position, Map.Length - 1)];
}
