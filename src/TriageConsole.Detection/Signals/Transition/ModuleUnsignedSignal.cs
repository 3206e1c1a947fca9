using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals.Transition;

internal sealed class ModuleUnsignedSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "module-unsigned",
        SignalFamilies.Transition,
        "A signed host loads an unsigned module from an untrusted place",
        null,
        SignalSubject.Host,
        [],
        ["host", "routine"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (!context.Settings.SignedToUnsignedTransition || context.Process.Facts.Modules.Count == 0)
            return null;
        foreach (var module in context.Process.Facts.Modules)
        {
            if (module.Signature.Status is not (SignatureStatus.Unsigned or SignatureStatus.Invalid))
                continue;
            var path = CanonicalPath.Parse(module.Path);
            if (NativeImages.Is(path) || !LocationWords.IsUntrusted(context.Locations.Classify(path)) || path.Text == context.Process.Image.Text)
                continue;
            return context.Find(this, weights[context.Process.Identity!.Host.Spawns == SpawnHabit.Routine ? "routine" : "host"],
                $"{context.Process.FileName} loaded {path.FileName}, which is {(module.Signature.Status == SignatureStatus.Unsigned ? "not signed" : "not validly signed")}, from {LocationWords.Describe(context.Locations.Classify(path))}", null,
                new Evidence("ImageLoaded", -1, 0, SignalContext.Cut(module.Path), module.Signature.Detail ?? module.Signature.Status.ToString()));
        }

        return null;
    }
}
