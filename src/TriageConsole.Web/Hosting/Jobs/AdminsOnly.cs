using Hangfire.Dashboard;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Hosting.Jobs;

/// <summary>A second lock behind the endpoint's policy: the dashboard can delete and repeat jobs.</summary>
public sealed class AdminsOnly : IDashboardAuthorizationFilter
{
    public bool Authorize(DashboardContext context)
    {
        var user = context.GetHttpContext().User;
        return Actor.From(user, address: null) is { } actor && actor.May(Policies.ViewJobs);
    }
}
