namespace TriageConsole.Web.Tests.Controls;

/// <summary>Texts that every control must show as text.</summary>
internal static class Hostile
{
    public const string Markup = "<img src=x onerror=alert(1)>";

    public const string Turned = "inv\u202Egpj.exe";

    public static string Long { get; } = string.Concat(Enumerable.Repeat("\"' <b>&amp; ", 32_768 / 12 + 1))[..32_768];
}
