using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Escalation.Targets.Sending;

/// <summary>What a target said, made fit to be stored and shown: short, nothing hidden in it, and none of our secrets, which some echo.</summary>
public static class AnswerText
{
    public const int Longest = 500;

    private const string Hidden = "•••";

    /// <summary>Shorter ones would cross out ordinary words; no field takes such a secret except a mail password.</summary>
    private const int ShortestSecret = 4;

    public static string Clean(string text, TargetSettings? settings)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var secret in settings?.AllSecrets.Where(secret => secret.Length >= ShortestSecret) ?? [])
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        var shown = HostileText.Visible(text.ReplaceLineEndings(" ").Trim());
        return shown.Length <= Longest ? shown : string.Concat(shown.AsSpan(0, Longest - 1), "…");
    }
}
