using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Features.Reports.Making;
using TriageConsole.Web.Features.Reports.Schedules;

namespace TriageConsole.Web.Features.Reports;

/// <summary>Reports: page, job, schedules, evidence packs.</summary>
public static class ReportsSetup
{
    /// <summary>What the console adds to <see cref="AddReportMaking"/>: what runs by itself.</summary>
    public static void AddReports(this IServiceCollection services)
    {
        services.AddReportMaking();
        services.AddHostedService<UnfinishedReports>();
        services.AddHostedService<ReportClock>();
    }

    public static void AddReportMaking(this IServiceCollection services)
    {
        services.AddOptions<ReportsOptions>().BindConfiguration(ReportsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReportsOptions>, ReportsOptionsCheck>();
        services.AddSingleton<InstanceKey>();
        services.AddSingleton<ReportFolder>();
        services.AddSingleton<ReportRows>();
        services.AddSingleton<ChromiumPrinter>();
        services.AddSingleton<ReportDoorbell>();
        services.AddSingleton<ReportMail>();
        services.AddSingleton<ReportDrop>();
        services.AddSingleton<ReportSender>();
        services.AddSingleton<ScheduleRound>();
        services.AddScoped<EvidencePack>();
        services.AddScoped<ReportMaker>();
        services.AddTransient<ReportJob>();
        services.AddTransient<ReportRetention>();
        services.AddScoped<ReportQueries>();
        services.AddScoped<ReportCommands>();
        services.AddScoped<ScheduleCommands>();
    }
}
