using MudBlazor;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Components.Layout;

/// <summary>The navigation, top to bottom. Whoever adds a page adds its line; only pages that exist are listed.</summary>
public static class NavEntries
{
    public static IReadOnlyList<NavEntry> All { get; } =
    [
        new("Alerts", AppRoutes.Alerts, Icons.Material.Outlined.Notifications, Policies.ReadTriage),
        new("Hunt", AppRoutes.Hunt, Icons.Material.Outlined.Search, Policies.ReadTriage),
        new("Hosts", AppRoutes.Hosts, Icons.Material.Outlined.Computer, Policies.ReadTriage),
        new("Cases", AppRoutes.Cases, Icons.Material.Outlined.FolderOpen, Policies.ReadTriage),
        new("Baseline", AppRoutes.Baseline, Icons.Material.Outlined.Rule, Policies.ReadTriage),
        new("Detection", AppRoutes.Detection, Icons.Material.Outlined.Radar, Policies.ReadTriage),
        new("Coverage", AppRoutes.Coverage, Icons.Material.Outlined.QueryStats, Policies.ReadTriage),
        new("Reports", AppRoutes.Reports, Icons.Material.Outlined.Summarize, Policies.ReadTriage),
        new("Exercises", AppRoutes.Exercises, Icons.Material.Outlined.SportsScore, Policies.ReadTriage),
        new("Imports", AppRoutes.Imports, Icons.Material.Outlined.FileUpload, Policies.ReadTriage),
        new("Users", AppRoutes.Users, Icons.Material.Outlined.Group, Policies.ManagePeople),
        new("API tokens", AppRoutes.Tokens, Icons.Material.Outlined.Key, Policies.ManageTokens),
        new("Targets", AppRoutes.Targets, Icons.Material.Outlined.Send, Policies.ManageTargets),
        new("Response times", AppRoutes.ResponseTimes, Icons.Material.Outlined.Timer, Policies.ManageResponseTimes),
        new("Storage", AppRoutes.Storage, Icons.Material.Outlined.Storage, Policies.ManageStorage),
        new("Jobs", AppRoutes.Jobs, Icons.Material.Outlined.Schedule, Policies.ViewJobs, IsPage: false),
    ];

    /// <summary>What this person may open.</summary>
    public static IEnumerable<NavEntry> For(Actor actor) => All.Where(entry => actor.May(entry.Policy));
}
