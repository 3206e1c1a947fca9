using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>Kinds of notices, and where to act on each. Kinds are stored: never rename.</summary>
public static class NoticeKinds
{
    public const string Silent = "hosts-silent";
    public const string NothingArrives = "nothing-arrives";
    public const string Completeness = "completeness";
    public const string Expiring = "uses-expire";
    public const string Imports = "imports-failed";
    public const string Deliveries = "deliveries-failed";
    public const string Disk = "disk";

    /// <summary>The page on which to act, and what the link says; null where there is none.</summary>
    public static (string Address, string Text)? LinkOf(string kind) => kind switch
    {
        SelfTestJob.Kind => (AppRoutes.SelfTest, "To the self-test"),
        Silent => ($"{AppRoutes.Hosts}?health=silent", "To the silent hosts"),
        NothingArrives => (AppRoutes.Imports, "To the imports"),
        Completeness => (AppRoutes.Coverage, "To coverage"),
        Expiring => ($"{AppRoutes.Baseline}?state=expiring", "To what expires"),
        Imports => (AppRoutes.Imports, "To the imports"),
        Deliveries => (AppRoutes.Targets, "To the targets"),
        Disk => (AppRoutes.Storage, "To storage"),
        _ => null,
    };
}
