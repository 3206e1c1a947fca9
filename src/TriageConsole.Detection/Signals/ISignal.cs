using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals;

/// <summary>One detector: pure, no I/O, no clock. Says nothing, or one finding of the process it is shown.</summary>
internal interface ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    SignalInfo Info { get; }

    /// <summary>Looks at one process.</summary>
    Finding? Judge(SignalContext context);
}
