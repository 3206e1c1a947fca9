using TriageConsole.Data.Facts;
using TriageConsole.Data.Retention;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Features.Imports.Quarantine;
using TriageConsole.Web.Features.Imports.Watching;

namespace TriageConsole.Web.Features.Imports;

/// <summary>What imports and the detection step are made of.</summary>
public static class ImportsSetup
{
    /// <summary>The way from file to alert; the console and the headless scan share it.</summary>
    public static void AddPipeline(this IServiceCollection services)
    {
        services.AddDetectionStep();
        services.AddSingleton<LiveProgress>();
        services.AddSingleton<ProcessFactsReader>();
        services.AddSingleton<ReadStep>();
        services.AddSingleton<JudgeStep>();
        services.AddSingleton<ImportRunner>();
    }

    /// <summary>What the console adds: jobs, commands, pages.</summary>
    public static void AddImports(this IServiceCollection services)
    {
        services.AddPipeline();
        services.AddTransient<ImportJob>();
        services.AddSingleton<FailedImports>();
        services.AddHostedService<FailedImportsClock>();
        services.AddTransient<DeleteImportJob>();
        services.AddSingleton<ImportRemoval>();
        services.AddTransient<JudgeHostsJob>();
        services.AddTransient<StaleAlertsJob>();
        services.AddSingleton<ImportDoorbell>();
        services.AddSingleton<ImportDoor>();
        services.AddSingleton<DemoData>();
        services.AddScoped<ImportCommands>();
        services.AddScoped<ImportQueries>();
        services.AddSingleton<QuarantineExport>();
        services.AddHostedService<UnfinishedWork>();
        services.AddWatching();
    }
}
