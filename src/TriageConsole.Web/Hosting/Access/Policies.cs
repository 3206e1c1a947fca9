using Microsoft.AspNetCore.Authorization;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Hosting.Access;

/// <summary>What people may do, by name, and which roles may do it. Pages and the commands behind them name the same policy.</summary>
public static class Policies
{
    /// <summary>See alerts, cases, baseline, coverage and imports.</summary>
    public const string ReadTriage = nameof(ReadTriage);

    /// <summary>Allow, escalate, close, assign and comment; propose an approved use.</summary>
    public const string DecideAlerts = nameof(DecideAlerts);

    /// <summary>Open, change, close and merge cases; write notes and tasks into them.</summary>
    public const string WorkCases = nameof(WorkCases);

    /// <summary>Approve, refuse and retire approved uses; say who is in a host group or an account class.</summary>
    public const string ApproveUses = nameof(ApproveUses);

    /// <summary>Change the settings of detection and run them over history.</summary>
    public const string TuneDetection = nameof(TuneDetection);

    /// <summary>Be told what is wrong with the console itself.</summary>
    public const string SeeOperations = nameof(SeeOperations);

    /// <summary>Upload, retry and cancel imports.</summary>
    public const string RunImports = nameof(RunImports);

    /// <summary>Add people, give roles, reset passwords.</summary>
    public const string ManagePeople = nameof(ManagePeople);

    /// <summary>Make and revoke API tokens.</summary>
    public const string ManageTokens = nameof(ManageTokens);

    /// <summary>Say where escalations may be sent to.</summary>
    public const string ManageTargets = nameof(ManageTargets);

    /// <summary>Say how long alerts may wait for their first decision.</summary>
    public const string ManageResponseTimes = nameof(ManageResponseTimes);

    /// <summary>Rename, withdraw and delete the shared views of others.</summary>
    public const string ManageSharedViews = nameof(ManageSharedViews);

    /// <summary>Start and end exercises, and see who did what in them. Whoever holds it is told of every exercise.</summary>
    public const string ManageExercises = nameof(ManageExercises);

    /// <summary>See what is stored and run retention.</summary>
    public const string ManageStorage = nameof(ManageStorage);

    /// <summary>Make, schedule and delete reports and evidence packs; read the packs.</summary>
    public const string MakeReports = nameof(MakeReports);

    /// <summary>Look into the background jobs.</summary>
    public const string ViewJobs = nameof(ViewJobs);

    private static readonly Dictionary<string, string[]> _rolesByPolicy = new(StringComparer.Ordinal)
    {
        [ReadTriage] = [Roles.Analyst, Roles.Manager, Roles.Admin],
        [DecideAlerts] = [Roles.Analyst, Roles.Admin],
        [WorkCases] = [Roles.Analyst, Roles.Admin],
        [ApproveUses] = [Roles.Admin],
        [TuneDetection] = [Roles.Admin],
        [SeeOperations] = [Roles.Manager, Roles.Admin],
        [RunImports] = [Roles.Admin],
        [ManagePeople] = [Roles.Admin],
        [ManageTokens] = [Roles.Admin],
        [ManageTargets] = [Roles.Admin],
        [ManageResponseTimes] = [Roles.Admin],
        [ManageSharedViews] = [Roles.Admin],
        [ManageExercises] = [Roles.Manager, Roles.Admin],
        [ManageStorage] = [Roles.Admin],
        [MakeReports] = [Roles.Manager, Roles.Admin],
        [ViewJobs] = [Roles.Admin],
    };

    public static IReadOnlyCollection<string> All => _rolesByPolicy.Keys;

    /// <summary>The roles that hold a policy. An unknown name is a bug.</summary>
    public static IReadOnlyList<string> RolesOf(string policy) => _rolesByPolicy[policy];

    /// <summary>Registers them, and closes every endpoint that says nothing to whoever has not signed in.</summary>
    public static void AddTo(AuthorizationBuilder builder)
    {
        foreach (var (name, roles) in _rolesByPolicy)
            builder.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(roles));
        builder.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
