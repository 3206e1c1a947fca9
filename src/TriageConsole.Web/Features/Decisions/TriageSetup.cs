using Microsoft.Extensions.DependencyInjection.Extensions;
using TriageConsole.Data.Facts;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Alert.NearUses;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Alerts.Views;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Cases;
using TriageConsole.Web.Features.Decisions.Bulk;
using TriageConsole.Web.Features.Exercises;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What the queue, the alert, the decisions and the cases need.</summary>
public static class TriageSetup
{
    public static void AddTriage(this IServiceCollection services)
    {
        services.AddScoped<AlertQueueQueries>();
        services.AddScoped<AlertQueries>();
        services.AddSingleton<ProcessScriptsReader>();
        services.AddScoped<AlertTreeQueries>();
        services.AddExerciseNotes();
        services.AddScoped<NearUseQueries>();
        services.AddSingleton<TechniqueNames>();
        services.AddCases();
        services.AddOptions<BaselineOptions>();
        services.AddSingleton<UseGroupReader>();
        services.TryAddSingleton<SelfTestScenarios>();
        services.AddSingleton<SelfTestAttacks>();
        services.TryAddSingleton<ProcessFactsReader>();
        services.AddSingleton<PreviewSubjects>();
        services.AddSingleton<BaselinePreview>();
        services.AddSingleton<UseCheck>();
        services.AddScoped<AllowQueries>();
        services.AddScoped<AllowCommands>();
        services.AddScoped<ProposeCommands>();
        services.AddScoped<EscalateCommands>();
        services.AddScoped<CloseCommands>();
        services.AddScoped<AssignCommands>();
        services.AddSingleton<SlaQueries>();
        services.AddScoped<SlaCommands>();
        services.AddScoped<SavedViewQueries>();
        services.AddScoped<SavedViewCommands>();
        services.AddScoped<NextAlert>();
        services.AddScoped<SelectionCommands>();
        services.AddScoped<BulkCommands>();
        services.AddScoped<UndoCommands>();
        services.AddScoped<DecisionQueries>();
        services.AddScoped<BulkStep>();
        services.AddSingleton<UndoStep>();
        services.AddScoped<BulkRunner>();
        services.AddTransient<BulkJob>();
        services.AddSingleton<BulkDoorbell>();
        services.AddHostedService<UnfinishedBulkRuns>();
    }
}
