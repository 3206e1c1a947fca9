namespace TriageConsole.Web.Features.Decisions;

/// <summary>
/// Asks for hosts to be judged again: the same detection step that runs after an import, in the background. A change of the
/// baseline never moves an alert by itself but through this.
/// </summary>
public interface IJudgeRequests
{
    /// <summary>Asks for the hosts' chains to be judged again soon; asking twice is harmless.</summary>
    Task RequestAsync(IReadOnlyCollection<int> hostIds, CancellationToken cancel);
}
