using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What taking back came to, for people.</summary>
internal static class UndoWords
{
    /// <summary>Alerts that are named before the rest is only counted.</summary>
    private const int MostNamed = 3;

    public const string Nothing = "You decided nothing in the last ten minutes that could be taken back.";

    public static string Of(UndoOffer offer, UndoResult result)
    {
        if (result.Fault is { } fault)
            return fault;
        var done = result.Restored.Count switch
        {
            0 => string.Empty,
            1 => $"Took back that you {Verb(offer.Action)} it; the alert is what it was.",
            var count => $"Took back that you {Verb(offer.Action)} {count} alerts; each is what it was.",
        };
        if (result.Left.Count == 0)
            return done;
        var rest = result.Left.Count - MostNamed;
        var named = HostileText.Visible(string.Join("; ", result.Left.Take(MostNamed))) + (rest > 0 ? $"; and {rest} more" : string.Empty);
        return $"{done} Changed since and left: {named}.".TrimStart();
    }

    private static string Verb(AlertAction action) => action switch
    {
        AlertAction.Allowed => "allowed",
        AlertAction.Closed => "closed",
        AlertAction.Reopened => "opened",
        AlertAction.Assigned => "assigned",
        _ => "changed",
    };
}
