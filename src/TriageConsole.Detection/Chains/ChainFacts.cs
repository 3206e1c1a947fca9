using TriageConsole.Detection.Processes;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>One chain before it is judged: its processes with their roles and what was found on them.</summary>
internal sealed class ChainFacts(ProcessView proxy)
{
    /// <summary>The process that keys the chain.</summary>
    public ProcessView Proxy { get; } = proxy;

    /// <summary>Findings, in the order they were made.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Signals that threw.</summary>
    public List<SignalFailure> Failures { get; } = [];

    /// <summary>Processes in tree order with their roles.</summary>
    public List<(ProcessView Process, ChainRole Role)> Members { get; } = [];

    /// <summary>Those that findings rest on.</summary>
    public IEnumerable<(ProcessView Process, ChainRole Role)> Core => Members.Where(member => member.Role != ChainRole.Context);
}
