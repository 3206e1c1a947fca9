using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>The scenarios that ship, checked when they are first wanted.</summary>
public sealed class SelfTestScenarios
{
    private readonly Lazy<IReadOnlyList<SelfTestScenario>> _all;

    public SelfTestScenarios(DetectionRuntime runtime) => _all = new(() =>
    {
        var library = SelfTestLibrary.Load(SelfTestLibrary.ShippedFolder, runtime.Reference);
        return library.Faults.Count == 0
            ? library.Scenarios
            : throw new InvalidDataException($"The self-test cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, library.Faults.Select(fault => "  " + fault))}");
    });

    /// <summary>Others than those that ship.</summary>
    internal SelfTestScenarios(IReadOnlyList<SelfTestScenario> scenarios) => _all = new(scenarios);

    public IReadOnlyList<SelfTestScenario> All => _all.Value;
}
