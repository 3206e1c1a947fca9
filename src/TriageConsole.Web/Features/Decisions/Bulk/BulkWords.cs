using System.Globalization;
using TriageConsole.Data.Model;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>Decisions and how far they are, as people read them.</summary>
internal static class BulkWords
{
    /// <summary>What can be done to a selection.</summary>
    public static IReadOnlyList<(BulkKind Kind, string Word)> Choices { get; } =
        [(BulkKind.Close, "Close"), (BulkKind.Allow, "Allow"), (BulkKind.Escalate, "Escalate"), (BulkKind.Assign, "Assign"), (BulkKind.Comment, "Comment")];

    public static string Counted(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "alert" : "alerts")}");

    public static string Title(BulkKind kind, int count) => $"{Imperative(kind)} {Counted(count)}";

    public static string Imperative(BulkKind kind) => kind switch
    {
        BulkKind.Close => "Close",
        BulkKind.Allow => "Allow",
        BulkKind.Escalate => "Escalate",
        BulkKind.Assign => "Assign",
        BulkKind.Comment => "Comment on",
        _ => "Open again",
    };

    public static bool IsUnderWay(BulkState state) => state is BulkState.Queued or BulkState.Running or BulkState.UndoQueued or BulkState.Undoing;

    /// <summary>Alerts that are dealt with, of those that are to be.</summary>
    public static (int Done, int Of) Progress(BulkRunRow run) => run.State is BulkState.UndoQueued or BulkState.Undoing
        ? (run.Undone + run.UndoLeft, run.Done)
        : (run.Done + run.LeftAlone, run.Total);

    /// <summary>One sentence on a decision; the alert's own names are hostile and made visible here.</summary>
    public static string Of(DecisionView view)
    {
        var run = view.Run;
        var what = run.Total == 1 && view.Subject is { } subject ? HostileText.Visible(subject) : null;
        return run.State switch
        {
            BulkState.Queued or BulkState.Running => $"{Ongoing(run.Kind)} {Counted(run.Total)} …",
            BulkState.UndoQueued or BulkState.Undoing => $"Taking it back: {Deed(view, what ?? Counted(run.Done))} …",
            BulkState.Undone => $"Taken back: {Deed(view, what ?? Counted(run.Undone))}.{LeftWords(run.UndoLeft)}",
            BulkState.Cancelled => $"Cancelled: {Deed(view, Counted(run.Done))} of {run.Total.ToString("N0", CultureInfo.InvariantCulture)}.{LeftWords(run.LeftAlone)}",
            BulkState.Failed => $"Broke off: {Deed(view, Counted(run.Done))} of {run.Total.ToString("N0", CultureInfo.InvariantCulture)}.{LeftWords(run.LeftAlone)}",
            BulkState.UndoFailed => $"Taking it back broke off: {Counted(run.Undone)} of {run.Done.ToString("N0", CultureInfo.InvariantCulture)}.",
            _ => $"{Capital(Deed(view, what ?? Counted(run.Done)))}.{LeftWords(run.LeftAlone)}",
        };
    }

    /// <summary>What taking a decision back would take back.</summary>
    public static string Offer(DecisionView view) =>
        Deed(view, view.Run.Total == 1 && view.Subject is { } subject ? HostileText.Visible(subject) : Counted(view.Run.Done));

    private static string Deed(DecisionView view, string what) => view.Run.Kind switch
    {
        BulkKind.Close when view.Outcome != Domain.Alerts.AlertOutcome.None => $"closed {what} as {OutcomeWords.Of(view.Outcome)}",
        BulkKind.Close => $"closed {what}",
        BulkKind.Allow => $"allowed {what}, pending review",
        BulkKind.Escalate => $"escalated {what}",
        BulkKind.Assign => $"assigned {what}",
        BulkKind.Comment => $"commented on {what}",
        BulkKind.MoveCase => $"moved {what} between cases",
        _ => $"opened {what} again",
    };

    private static string Ongoing(BulkKind kind) => kind switch
    {
        BulkKind.Close => "Closing",
        BulkKind.Allow => "Allowing",
        BulkKind.Escalate => "Escalating",
        BulkKind.Assign => "Assigning",
        BulkKind.Comment => "Commenting on",
        _ => "Opening",
    };

    private static string LeftWords(int left) => left switch
    {
        0 => string.Empty,
        1 => " 1 was left as it is.",
        _ => string.Create(CultureInfo.InvariantCulture, $" {left:N0} were left as they are."),
    };

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
