using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Tests.Decisions;

/// <summary>Remembers which hosts were asked to be judged again.</summary>
internal sealed class JudgeRequestsSpy : IJudgeRequests
{
    public List<int> HostIds { get; } = [];

    public Task RequestAsync(IReadOnlyCollection<int> hostIds, CancellationToken cancel)
    {
        HostIds.AddRange(hostIds);
        return Task.CompletedTask;
    }
}
