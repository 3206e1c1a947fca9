namespace TriageConsole.Web.Components.Controls;

/// <summary>A key and what it does.</summary>
/// <param name="Key">As <see cref="Shortcuts"/> names it: <c>j</c>, <c>?</c>, <c>Enter</c>, <c>Shift+x</c>, <c>Ctrl+Enter</c>.</param>
/// <param name="Does">What it does, in a few words.</param>
public sealed record KeyHint(string Key, string Does);
