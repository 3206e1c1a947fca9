namespace TriageConsole.Web.Live;

/// <summary>What changed. A notice says no more than this; the page asks again.</summary>
public enum Topic
{
    Alerts,
    Imports,
    WatchedFolders,
    Baseline,
    Cases,
    Storage,
    Tokens,
    Detection,
    SelfTest,
    Operations,
    Targets,
    Deliveries,
    Decisions,
    SavedViews,
    Notifications,
    Reports,
    Exercises,

    /// <summary>How telemetry stands can be told anew.</summary>
    Coverage,
}
