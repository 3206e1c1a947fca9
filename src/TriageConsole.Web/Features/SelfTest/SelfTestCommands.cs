using Hangfire;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>What admins do with the self-test.</summary>
public sealed class SelfTestCommands(IBackgroundJobClient jobs)
{
    /// <summary>Runs it now, as a job; nothing happens where one is under way.</summary>
    public void Run(Actor actor)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        jobs.Enqueue<SelfTestJob>(job => job.RunAsync(actor.Name, CancellationToken.None));
    }
}
