namespace TriageConsole.Web;

/// <summary>Every address of the console. Pages take theirs with <c>@attribute [Route(AppRoutes.…)]</c>.</summary>
public static class AppRoutes
{
    public const string Home = "/";
    public const string Alerts = "/alerts";
    public const string Alert = "/alerts/{Id:guid}";
    public const string Hunt = "/hunt";
    public const string HuntCsv = "/hunt/processes.csv";
    public const string HuntNdjson = "/hunt/processes.ndjson";
    public const string HuntProcess = "/hunt/{Id:long}";
    public const string Hosts = "/hosts";
    public const string Host = "/hosts/{Id:int}";
    public const string Cases = "/cases";
    public const string Case = "/cases/{Id:long}";
    public const string CaseReport = "/cases/{Id:long}/report";
    public const string Notifications = "/notifications";
    public const string NotificationChoices = "/notifications/choices";
    public const string Baseline = "/baseline";
    public const string BaselineNew = "/baseline/new";
    public const string BaselineUse = "/baseline/{Id:guid}";
    public const string BaselineEdit = "/baseline/{Id:guid}/edit";
    public const string BaselineGroups = "/baseline/groups";
    public const string BaselineImport = "/baseline/import";
    public const string BaselineJson = "/baseline/baseline.json";
    public const string BaselineAudit = "/baseline/audit";
    public const string BaselineAuditCsv = "/baseline/audit.csv";
    public const string BaselineInventory = "/baseline/inventory";
    public const string BaselineInventoryCsv = "/baseline/inventory.csv";
    public const string BaselineWdacDraft = "/baseline/inventory-wdac-draft.xml";
    public const string BaselineAppLockerDraft = "/baseline/inventory-applocker-draft.xml";
    public const string BaselineSuggestions = "/baseline/suggestions";
    public const string BaselinePacks = "/baseline/packs";
    public const string Coverage = "/coverage";
    public const string Reports = "/reports";
    public const string ReportFile = "/reports/{reportId:long}/files/{fileId:long}";
    public const string ReportsKey = "/reports/key.pem";
    public const string Exercises = "/exercises";
    public const string ExercisesCsv = "/exercises/exercises.csv";
    public const string ExerciseNew = "/exercises/new";
    public const string Exercise = "/exercises/{Id:long}";
    public const string ExerciseCsv = "/exercises/{id:long}/results.csv";
    public const string CoverageNavigator = "/coverage/navigator-layer.json";
    public const string Detection = "/detection";
    public const string SelfTest = "/detection/self-test";
    public const string Imports = "/imports";
    public const string Import = "/imports/{Id:long}";
    public const string ImportDiagnostics = "/imports/{id:long}/diagnostics.ndjson";
    public const string Users = "/users";
    public const string Tokens = "/tokens";
    public const string Targets = "/targets";
    public const string ResponseTimes = "/response-times";
    public const string Storage = "/storage";
    public const string Jobs = "/jobs";

    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string ChangePassword = "/account/change-password";
    public const string AccessDenied = "/account/access-denied";
    public const string Error = "/error";
    public const string NotFound = "/not-found";

    /// <summary>The query field that says where to go after signing in.</summary>
    public const string ReturnUrl = "returnUrl";

    public static string AlertOf(Guid id) => $"{Alerts}/{id:D}";

    /// <summary>An alert on the way through a queue: <paramref name="queue"/> is that queue's query, empty for the one that opens.</summary>
    public static string AlertOf(Guid id, string queue) => $"{AlertOf(id)}?queue={Uri.EscapeDataString(queue.Length == 0 ? "?" : queue)}";

    public static string UseOf(Guid id) => $"{Baseline}/{id:D}";

    public static string UseEditOf(Guid id) => $"{Baseline}/{id:D}/edit";

    public static string ExerciseOf(long id) => FormattableString.Invariant($"{Exercises}/{id}");

    public static string ExerciseCsvOf(long id) => FormattableString.Invariant($"{Exercises}/{id}/results.csv");

    public static string ProcessOf(long id) => FormattableString.Invariant($"{Hunt}/{id}");

    public static string HostOf(int id) => FormattableString.Invariant($"{Hosts}/{id}");

    public static string CaseOf(long id) => FormattableString.Invariant($"{Cases}/{id}");

    public static string CaseReportOf(long id) => FormattableString.Invariant($"{Cases}/{id}/report");

    public static string ReportFileOf(long reportId, long fileId) => FormattableString.Invariant($"{Reports}/{reportId}/files/{fileId}");

    public static string SignalOf(string id) => $"{Detection}?signal={Uri.EscapeDataString(id)}";

    /// <summary>An import with the diagnostics of one code.</summary>
    public static string ImportOf(long id, string code) => $"{ImportOf(id)}?code={Uri.EscapeDataString(code)}";

    public static string ImportOf(long id) => FormattableString.Invariant($"{Imports}/{id}");

    public static string ImportDiagnosticsOf(long id) => FormattableString.Invariant($"{Imports}/{id}/diagnostics.ndjson");
}
