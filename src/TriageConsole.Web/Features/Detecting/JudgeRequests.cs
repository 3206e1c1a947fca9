using Hangfire;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>Queues hosts to be judged again.</summary>
public sealed class JudgeRequests(IBackgroundJobClient jobs) : IJudgeRequests
{
    public Task RequestAsync(IReadOnlyCollection<int> hostIds, CancellationToken cancel)
    {
        jobs.Enqueue<JudgeHostsJob>(job => job.RunAsync(hostIds.Order().ToArray(), CancellationToken.None));
        return Task.CompletedTask;
    }
}

/// <summary>Judges hosts again. Running twice gives the same alerts.</summary>
public sealed class JudgeHostsJob(HostJudge judge, BaselineReader baseline, Notices notices)
{
    public async Task RunAsync(int[] hostIds, CancellationToken cancellationToken)
    {
        var matcher = await baseline.ReadAsync(cancellationToken);
        await HostTurns.RunAsync(hostIds, HostAsync, cancellationToken);
        notices.Publish(Topic.Alerts);
        notices.Publish(Topic.Baseline);

        async Task<bool> HostAsync(int host, Task turn, CancellationToken cancel)
        {
            await judge.RunAsync(host, importId: 0, matcher, from: null, before: null, turn, cancel);
            return true;
        }
    }
}
