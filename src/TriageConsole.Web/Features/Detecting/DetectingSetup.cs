using TriageConsole.Data.Judging;
using TriageConsole.Web.Features.Detecting.Page;
using TriageConsole.Web.Features.Detecting.Rejudge;
using TriageConsole.Web.Features.Detecting.Settings;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>The detection step, its settings, runs over history and the page.</summary>
public static class DetectingSetup
{
    /// <summary>The step; the console and the headless scan share it.</summary>
    public static void AddDetectionStep(this IServiceCollection services)
    {
        services.AddSingleton(_ => DetectionRuntime.Load(DetectionRuntime.ShippedFolder));
        services.AddSingleton<AlertWriter>();
        services.AddSingleton<JudgementRecords>();
        services.AddSingleton<BaselineReader>();
        services.AddSingleton<HostVerdicts>();
        services.AddSingleton<HostJudge>();
    }

    /// <summary>What the console adds: settings, jobs, commands, page.</summary>
    public static void AddDetecting(this IServiceCollection services)
    {
        services.AddSingleton<SettingsInForce>();
        services.AddSingleton<AlertComparer>();
        services.AddSingleton<RejudgeRows>();
        services.AddSingleton<RejudgeRunner>();
        services.AddSingleton<RejudgeDoorbell>();
        services.AddTransient<RejudgeJob>();
        services.AddScoped<RejudgeCommands>();
        services.AddScoped<SettingsCommands>();
        services.AddScoped<SignalQueries>();
        services.AddScoped<VersionQueries>();
        services.AddScoped<RunQueries>();
        services.AddHostedService<UnfinishedRejudge>();
    }
}
