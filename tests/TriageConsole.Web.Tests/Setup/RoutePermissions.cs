using TriageConsole.Domain.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Setup;

/// <summary>
/// Who gets what from each address: one row per page, added with the page. A page that is not here fails
/// <c>RoutePermissionTests</c>.
/// </summary>
public static class RoutePermissions
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<Row> Rows { get; } =
    [
        Everyone(AppRoutes.SignIn),
        Everyone(AppRoutes.AccessDenied),
        Everyone(AppRoutes.Error),
        Everyone(AppRoutes.NotFound),
        Members(AppRoutes.ChangePassword),
        Members(AppRoutes.Baseline),
        Members(AppRoutes.BaselineGroups),
        Members(AppRoutes.BaselineAudit),
        Members(AppRoutes.BaselineInventory),
        Members(AppRoutes.BaselineSuggestions),
        Members(AppRoutes.BaselinePacks),
        Admins(AppRoutes.BaselineImport),
        Members(AppRoutes.BaselineUse, AppRoutes.UseOf(Guid.Empty)),
        Deciders(AppRoutes.BaselineNew),
        Deciders(AppRoutes.BaselineEdit, AppRoutes.UseEditOf(Guid.Empty)),
        Members(AppRoutes.Coverage),
        Members(AppRoutes.Reports),
        Members(AppRoutes.Detection),
        Members(AppRoutes.SelfTest),
        Members(AppRoutes.Exercises),
        Members(AppRoutes.Exercise, AppRoutes.ExerciseOf(1)),
        Managers(AppRoutes.ExerciseNew),
        Members(AppRoutes.Imports),
        Members(AppRoutes.Import, AppRoutes.ImportOf(1)),
        Members(AppRoutes.Alerts),
        Members(AppRoutes.Alert, AppRoutes.AlertOf(Guid.Empty)),
        Members(AppRoutes.Hunt),
        Members(AppRoutes.HuntProcess, AppRoutes.ProcessOf(1)),
        Members(AppRoutes.Hosts),
        Members(AppRoutes.Host, AppRoutes.HostOf(1)),
        Members(AppRoutes.Cases),
        Members(AppRoutes.Case, AppRoutes.CaseOf(1)),
        Members(AppRoutes.CaseReport, AppRoutes.CaseReportOf(1)),
        Members(AppRoutes.Notifications),
        Members(AppRoutes.NotificationChoices),
        Admins(AppRoutes.Users),
        Admins(AppRoutes.Tokens),
        Admins(AppRoutes.Targets),
        Admins(AppRoutes.ResponseTimes),
        Admins(AppRoutes.Storage),
        Admins(AppRoutes.Jobs),
    ];

    /// <summary>Each row for nobody and for each role.</summary>
    public static TheoryData<string, string?, Answer> Cases
    {
        get
        {
            var cases = new TheoryData<string, string?, Answer>();
            foreach (var row in Rows)
            {
                cases.Add(row.Sample, null, row.Nobody);
                cases.Add(row.Sample, Roles.Analyst, row.Analyst);
                cases.Add(row.Sample, Roles.Manager, row.Manager);
                cases.Add(row.Sample, Roles.Admin, row.Admin);
            }

            return cases;
        }
    }

    /// <summary>Open to the world.</summary>
    public static Row Everyone(string route) => new(route, route, Answer.Page, Answer.Page, Answer.Page, Answer.Page);

    /// <summary>Open to whoever signed in.</summary>
    /// <param name="route">The route as the page has it.</param>
    /// <param name="sample">An address of it, where the route has parameters.</param>
    public static Row Members(string route, string? sample = null) =>
        new(route, sample ?? route, Answer.SignIn, Answer.Page, Answer.Page, Answer.Page);

    /// <summary>Open to admins.</summary>
    public static Row Admins(string route, string? sample = null) =>
        new(route, sample ?? route, Answer.SignIn, Answer.Denied, Answer.Denied, Answer.Page);

    /// <summary>Open to managers and admins.</summary>
    public static Row Managers(string route, string? sample = null) =>
        new(route, sample ?? route, Answer.SignIn, Answer.Denied, Answer.Page, Answer.Page);

    /// <summary>Open to whoever decides on alerts.</summary>
    public static Row Deciders(string route, string? sample = null) =>
        new(route, sample ?? route, Answer.SignIn, Answer.Page, Answer.Denied, Answer.Page);

    public sealed record Row(string Route, string Sample, Answer Nobody, Answer Analyst, Answer Manager, Answer Admin);
}

/// <summary>What an address answers.</summary>
public enum Answer
{
    /// <summary>200.</summary>
    Page,

    /// <summary>Sent to the sign-in page.</summary>
    SignIn,

    /// <summary>Sent to the access-denied page.</summary>
    Denied,
}
