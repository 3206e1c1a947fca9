using TriageConsole.Web.Features.Cases.Changes;
using TriageConsole.Web.Features.Cases.OneCase;
using TriageConsole.Web.Features.Cases.Report;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Cases;

/// <summary>What cases need.</summary>
public static class CasesSetup
{
    public static void AddCases(this IServiceCollection services)
    {
        services.AddScoped<PeopleNames>();
        services.AddScoped<CaseQueries>();
        services.AddScoped<CaseTimelineQueries>();
        services.AddScoped<CaseReportQueries>();
        services.AddScoped<CaseCommands>();
        services.AddScoped<CaseAlertCommands>();
        services.AddScoped<CaseMergeCommands>();
        services.AddScoped<CaseNoteCommands>();
        services.AddScoped<CaseTaskCommands>();
    }
}
