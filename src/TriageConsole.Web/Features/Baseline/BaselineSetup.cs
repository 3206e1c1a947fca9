using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Baseline.Inventory;
using TriageConsole.Web.Features.Baseline.Packs;
using TriageConsole.Web.Features.Baseline.Proposing;
using TriageConsole.Web.Features.Baseline.Suggestions;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>What the baseline page is made of.</summary>
public static class BaselineSetup
{
    public static void AddBaseline(this IServiceCollection services)
    {
        services.AddOptions<BaselineOptions>().BindConfiguration(BaselineOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BaselineOptions>, BaselineOptionsCheck>();
        services.AddSingleton<IJudgeRequests, JudgeRequests>();
        services.AddScoped<BaselineCommands>();
        services.AddScoped<BaselineQueries>();
        services.AddScoped<GroupQueries>();
        services.AddScoped<GroupCommands>();
        services.AddSingleton<BaselineExport>();
        services.AddSingleton<ProposalCommands>();
        services.AddSingleton<BaselineImport>();
        services.AddSingleton<InventoryQueries>();
        services.AddSingleton<PolicyImageQueries>();
        services.AddSingleton<InventoryExport>();
        services.AddSingleton<SuggestionQueries>();
        services.AddScoped<SuggestionCommands>();
        services.AddSingleton(_ => PackLibrary.Load(PackLibrary.ShippedFolder));
        services.AddSingleton<PackQueries>();
        services.AddSingleton<PackCommands>();
        services.AddHostedService<ExpiredUseClock>();
        services.AddHostedService<PreviewWarmth>();
    }
}
