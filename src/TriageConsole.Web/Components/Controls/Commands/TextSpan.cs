namespace TriageConsole.Web.Components.Controls;

/// <summary>Words of a text, in UTF-16 units of the raw text.</summary>
/// <param name="Start">0-based start.</param>
/// <param name="Length">Length.</param>
/// <param name="Why">Why they are marked, for the pointer.</param>
public readonly record struct TextSpan(int Start, int Length, string? Why = null);
