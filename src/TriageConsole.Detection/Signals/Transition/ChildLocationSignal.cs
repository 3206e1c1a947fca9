using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals.Transition;

internal sealed class ChildLocationSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "child-untrusted-location",
        SignalFamilies.Transition,
        "A signed host starts a program that lies where others than administrators can put one",
        null,
        SignalSubject.Descendant,
        [],
        ["rare", "scripted", "routine", "signed"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var process = context.Process;
        if (!LocationWords.IsUntrusted(process.Location) || process.Identity is { Kind: IdentityKind.ByName } || !ChildStep.IsTelling(context))
            return null;
        var name = context.Proxy.Identity!.Host.Spawns switch { SpawnHabit.Rare => "rare", SpawnHabit.Scripted => "scripted", _ => "routine" };
        var points = weights[name];
        if (process.Signature.Status == SignatureStatus.Valid)
            points = Math.Min(points, weights["signed"]);
        if (process.Location is LocationClass.OtherLocal or LocationClass.Removable)
            points /= 2;
        return points == 0
            ? null
            : context.Find(this, points, $"{context.Proxy.FileName} started {process.FileName} from {LocationWords.Describe(process.Location)}", null, context.Image("where the program lies"));
    }
}
