using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Tests.Hosting.Permissions;

/// <summary>
/// Who reaches each address that is no page (those are in <c>RoutePermissions</c>): one row each, added with the address. One that
/// is not here fails <see cref="EndpointPermissionTests"/>.
/// </summary>
internal static class EndpointPermissions
{
    /// <param name="Endpoint">Its methods and pattern, as <see cref="EndpointPermissionTests"/> writes them.</param>
    /// <param name="Nobody">Whoever has not signed in gets in.</param>
    /// <param name="RolesIn">The roles that get in.</param>
    /// <param name="Sample">An address to ask for with GET; null where it cannot be asked for so.</param>
    public sealed record Row(string Endpoint, bool Nobody, IReadOnlyList<string> RolesIn, string? Sample)
    {
        public bool Lets(string? role) => role is null ? Nobody : RolesIn.Contains(role);
    }

    private static readonly IReadOnlyList<string> _triage = Policies.RolesOf(Policies.ReadTriage);

    public static IReadOnlyList<Row> Rows { get; } =
    [
        Members("GET " + AppRoutes.Home, AppRoutes.Home),
        Members("GET " + AppRoutes.HuntCsv, AppRoutes.HuntCsv),
        Members("GET " + AppRoutes.HuntNdjson, AppRoutes.HuntNdjson),
        Members("GET " + AppRoutes.BaselineJson, AppRoutes.BaselineJson),
        Members("GET " + AppRoutes.BaselineAuditCsv, AppRoutes.BaselineAuditCsv),
        Members("GET " + AppRoutes.BaselineInventoryCsv, AppRoutes.BaselineInventoryCsv),
        Members("GET " + AppRoutes.BaselineWdacDraft, AppRoutes.BaselineWdacDraft),
        Members("GET " + AppRoutes.BaselineAppLockerDraft, AppRoutes.BaselineAppLockerDraft),
        Members("GET " + AppRoutes.CoverageNavigator, AppRoutes.CoverageNavigator),
        Members("GET " + AppRoutes.ReportFile, AppRoutes.ReportFileOf(1, 1)),
        Members("GET " + AppRoutes.ReportsKey, AppRoutes.ReportsKey),
        Members("GET " + AppRoutes.ExercisesCsv, AppRoutes.ExercisesCsv),
        Members("GET " + AppRoutes.ExerciseCsv, "/exercises/1/results.csv"),
        Members("GET " + AppRoutes.ImportDiagnostics, AppRoutes.ImportDiagnosticsOf(1)),
        Members("GET /cases/{caseId:long}/escalations/{escalationId:long}/bundle", "/cases/1/escalations/1/bundle"),
        Members("GET " + AppRoutes.CoverageNavigator, AppRoutes.CoverageNavigator),
        Members("GET " + AppRoutes.ReportFile, AppRoutes.ReportFileOf(1, 1)),
        Members("GET " + AppRoutes.ReportsKey, AppRoutes.ReportsKey),
        Members("GET " + AppRoutes.ExercisesCsv, AppRoutes.ExercisesCsv),
        Members("GET " + AppRoutes.ExerciseCsv, AppRoutes.ExerciseCsvOf(1)),
        new("* /jobs/{**path}", Nobody: false, [Roles.Admin], AppRoutes.Jobs),
        Members("POST " + AppRoutes.SignOut, null),
    ];

    private static Row Members(string endpoint, string? sample) => new(endpoint, Nobody: false, _triage, sample);
}
