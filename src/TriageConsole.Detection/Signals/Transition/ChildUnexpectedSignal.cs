using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Transition;

internal sealed class ChildUnexpectedSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "child-unexpected",
        SignalFamilies.Transition,
        "A host that has no reason to start programs started one",
        null,
        SignalSubject.Descendant,
        [],
        ["shell", "host", "other", "script-powershell", "script-host", "script-shell"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var process = context.Process;
        if (context.Distance != 1 || context.Reference.IsIn("bystanders", process.FileName) || ExpectedChild.Is(context))
            return null;
        var shell = context.Reference.IsIn("shells", process.FileName);
        var host = process.Identity is { Host.IsCarrier: false } or { Kind: IdentityKind.Renamed };
        var points = context.Proxy.Identity!.Host.Spawns switch
        {
            SpawnHabit.Rare => weights[shell ? "shell" : host ? "host" : "other"],
            SpawnHabit.Scripted when context.Reference.IsIn("powershells", process.FileName) => weights["script-powershell"],
            SpawnHabit.Scripted when shell => weights["script-shell"],
            SpawnHabit.Scripted when host || context.Reference.IsIn("tools", process.FileName) => weights["script-host"],
            _ => 0,
        };
        return points == 0
            ? null
            : context.Find(this, points, $"{context.Proxy.FileName} started {process.FileName}", null, context.Image("the child"), context.ParentImage("the host"));
    }
}
