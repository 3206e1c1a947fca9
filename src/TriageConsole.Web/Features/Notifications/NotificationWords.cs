using System.Text;
using TriageConsole.Data.Model;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Notifications;

/// <summary>Notifications as people read them.</summary>
internal static class NotificationWords
{
    private const int LongestSubject = 150;

    private static readonly string _lateQueue =
        AppRoutes.Alerts + (AlertFilter.Default with { Sla = SlaFilter.Soon, Assignee = AlertFilter.Nobody, Sort = AlertSort.Due }).ToQuery();

    /// <summary>The kinds, as people choose among them.</summary>
    public static IReadOnlyList<(NotificationKind Kind, string Title, string Meaning)> Kinds { get; } =
    [
        (NotificationKind.Assigned, "Assigned to me", "an alert or a case was given to you"),
        (NotificationKind.Mentioned, "Mentioned", "somebody named you in a comment or a note"),
        (NotificationKind.TaskGiven, "Task given to me", "a task of a case is yours to do"),
        (NotificationKind.NearlyLate, "Little time left", "an alert that you have, or that nobody has, is about to miss its response time"),
        (NotificationKind.ApprovalWaiting, "Approval waiting", "an approved use was proposed; for admins"),
    ];

    public static string Of(NotificationKind kind) => kind switch
    {
        NotificationKind.Assigned => "gave you",
        NotificationKind.Mentioned => "named you in",
        NotificationKind.TaskGiven => "gave you a task in",
        NotificationKind.NearlyLate => "sees little time left for",
        NotificationKind.ApprovalWaiting => "proposed the approved use",
        _ => "told you of",
    };

    /// <summary>Where it leads.</summary>
    public static string Link(NotificationRow row) => row switch
    {
        { AlertId: { } alert } => AppRoutes.AlertOf(alert),
        { CaseId: { } into } => AppRoutes.CaseOf(into),
        { Kind: NotificationKind.NearlyLate } => _lateQueue,
        _ => AppRoutes.Baseline,
    };

    // One line whatever the subject holds: a break in it would begin another header.
    public static string MailSubject(NotificationRow row)
    {
        var line = HostileText.Visible($"[Triage] {row.By} {Of(row.Kind)} {row.Subject}");
        return line.Length <= LongestSubject ? line : string.Concat(line.AsSpan(0, LongestSubject - 1), "…");
    }

    public static string MailBody(NotificationRow row, string consoleAddress)
    {
        var body = new StringBuilder();
        body.Append(HostileText.Visible($"{row.By} {Of(row.Kind)} {row.Subject}")).Append("\n\n");
        if (!string.IsNullOrEmpty(row.Excerpt))
            body.Append("> ").Append(HostileText.VisibleLines(row.Excerpt).Replace("\n", "\n> ", StringComparison.Ordinal)).Append("\n\n");
        if (consoleAddress.Length > 0)
            body.Append(consoleAddress.TrimEnd('/')).Append(Link(row)).Append("\n\n");
        body.Append("Which mails you get is yours to choose in the console, under Notifications.\n");
        return body.ToString();
    }
}
