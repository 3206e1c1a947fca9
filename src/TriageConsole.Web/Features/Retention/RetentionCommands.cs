using Hangfire;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Retention;

/// <summary>What admins do with the store.</summary>
public sealed class RetentionCommands(IBackgroundJobClient jobs)
{
    /// <summary>Runs retention now, as a job.</summary>
    public void Run(Actor actor)
    {
        Permissions.Require(actor, Policies.ManageStorage);
        jobs.Enqueue<RetentionJob>(job => job.RunAsync(actor.Name, CancellationToken.None));
    }
}
