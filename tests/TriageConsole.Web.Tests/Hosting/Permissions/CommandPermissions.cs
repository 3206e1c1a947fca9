using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Tests.Hosting.Permissions;

/// <summary>
/// Who may do what: one row per command, added with the command. A method of the console that takes an actor first and is not here
/// fails <see cref="CommandPermissionTests"/>.
/// </summary>
internal static class CommandPermissions
{
    /// <summary>A command and the roles that may call it.</summary>
    public sealed record Row(string Command, bool Analyst, bool Manager, bool Admin)
    {
        public bool Lets(string role) => role switch
        {
            Roles.Analyst => Analyst,
            Roles.Manager => Manager,
            _ => Admin,
        };
    }

    public static IReadOnlyList<Row> Rows { get; } =
    [
        // Alerts.
        .. Deciders("AssignCommands", "TakeAsync", "AssignAsync", "CommentAsync"),
        .. Deciders("CloseCommands", "CloseAsync", "ReopenAsync"),
        .. Deciders("EscalateCommands", "EscalateAsync"),
        .. Deciders("AllowCommands", "AllowAsync"),
        .. Deciders("SelectionCommands", "FreezeAsync", "FreezeMatchingAsync"),
        .. Deciders("BulkCommands", "CloseAsync", "CommentAsync", "AssignAsync", "EscalateAsync", "AllowAsync", "CancelAsync", "ResumeAsync"),
        .. Deciders("UndoCommands", "UndoAsync"),
        .. Deciders("RaiseCommands", "RaiseAsync"),
        .. Deciders("DeliveryCommands", "RetryAsync"),
        .. Members("SavedViewCommands", "SaveAsync", "RenameAsync", "ReplaceAsync", "ShareAsync", "DeleteAsync"),
        .. Members("SavedViewQueries", "ListAsync"),
        .. Members("DecisionQueries", "OwnAsync"),

        // Cases.
        .. Deciders("CaseCommands", "OpenAsync", "RenameAsync", "GiveAsync", "CloseAsync", "ReopenAsync"),
        .. Deciders("CaseAlertCommands", "AddAsync", "RemoveAsync"),
        .. Deciders("CaseMergeCommands", "MergeAsync"),
        .. Deciders("CaseNoteCommands", "AddAsync"),
        .. Deciders("CaseTaskCommands", "AddAsync", "EditAsync", "SetDoneAsync", "RemoveAsync"),

        // The baseline.
        .. Deciders("ProposeCommands", "ProposeAsync", "ReviseAsync"),
        .. Deciders("ProposalCommands", "ProposeAsync"),
        .. Deciders("SuggestionCommands", "ProposeAsync"),
        .. Admins("BaselineCommands", "ApproveAsync", "RejectAsync", "RetireAsync", "ChangeOwnerAsync"),
        .. Admins("GroupCommands", "SaveAsync", "RemoveAsync"),
        .. Admins("PackCommands", "EnableAsync"),
        .. Admins("BaselineImport", "ApplyAsync"),

        // Detection.
        .. Admins("SettingsCommands", "SaveDraftAsync", "UseAgainAsync", "DiscardAsync", "ApplyAsync"),
        .. Admins("RejudgeCommands", "TryAsync", "JudgeAgainAsync", "CancelAsync", "ResumeAsync"),
        .. Admins("SelfTestCommands", "Run"),

        // Exercises.
        .. Managers("ExerciseCommands", "StartAsync", "EndAsync"),
        .. Members("ExerciseQueries", "ListAsync", "FindAsync", "OfAlertAsync", "WasAsync"),
        .. Members("ExerciseExport", "ListAsync", "ItemsAsync"),
        .. Members("ExerciseOpens", "NoteAsync"),

        // Reports.
        .. Managers("ReportCommands", "MakeAsync", "CancelAsync", "DeleteAsync", "SendAgainAsync"),
        .. Members("ReportCommands", "OpenAsync"),
        .. Managers("ScheduleCommands", "SaveAsync", "SwitchAsync", "RemoveAsync"),

        // The console itself.
        .. Admins("ImportCommands", "StartAsync", "CancelAsync", "RetryAsync", "DeleteAsync"),
        .. Admins("RetentionCommands", "Run"),
        .. Admins("PeopleCommands", "CreateAsync", "SetRoleAsync", "ResetPasswordAsync", "SetDisabledAsync"),
        .. Admins("TokenCommands", "CreateAsync", "RevokeAsync"),
        .. Admins("TargetCommands", "SaveAsync", "RemoveAsync", "SendTestAsync"),
        .. Admins("SlaCommands", "SaveAsync"),
        new("OperationsNotices.DismissAsync", Analyst: false, Manager: true, Admin: true),

        // One's own.
        .. Members("NotificationQueries", "ListAsync", "ChoicesAsync", "UnreadAsync"),
        .. Members("NotificationCommands", "MarkAsync", "MarkAllAsync", "ChooseAsync"),
        .. Members("OperationsNotices", "ForAsync"),
    ];

    private static IEnumerable<Row> Members(string type, params string[] methods) => methods.Select(method => new Row($"{type}.{method}", true, true, true));

    private static IEnumerable<Row> Deciders(string type, params string[] methods) => methods.Select(method => new Row($"{type}.{method}", true, false, true));

    private static IEnumerable<Row> Managers(string type, params string[] methods) => methods.Select(method => new Row($"{type}.{method}", false, true, true));

    private static IEnumerable<Row> Admins(string type, params string[] methods) => methods.Select(method => new Row($"{type}.{method}", false, false, true));
}
