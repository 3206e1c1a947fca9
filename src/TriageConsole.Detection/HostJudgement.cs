using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection;

/// <summary>What came of judging one host.</summary>
/// <param name="Verdicts">Every chain that scores at least Low, by the start of its proxy host, then by its id.</param>
/// <param name="Failures">Signals that threw, also on processes that no verdict came of. None changed a score.</param>
public sealed record HostJudgement(IReadOnlyList<ChainVerdict> Verdicts, IReadOnlyList<SignalFailure> Failures)
{
    /// <summary>A host with nothing to say about.</summary>
    public static HostJudgement Nothing { get; } = new([], []);
}
