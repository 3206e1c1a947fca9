using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class LicensingScriptSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "licensing-script-hijack",
        SignalFamilies.ProxyScript,
        "slmgr.vbs or ospp.vbs starts programs or loads modules that it has no reason to",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHosts,
        ["child", "module"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "slmgr") is not { } use)
            return null;
        var script = context.Words(use.Token, "the signed licensing script");
        foreach (var child in context.Process.Children)
        {
            if (!context.Reference.IsIn("bystanders", child.FileName))
            {
                return context.Find(this, weights["child"], "A licensing script, which starts no programs, started one: a COM class it uses may be hijacked", null, script,
                    new Evidence("Image", -1, 0, SignalContext.Cut(child.Facts.Image), "the child"));
            }
        }

        foreach (var module in context.Process.Facts.Modules)
        {
            if (LocationWords.IsRisky(context.Locations.Classify(CanonicalPath.Parse(module.Path))))
            {
                return context.Find(this, weights["module"], "A licensing script loaded a module from a place users can write to: a COM class it uses may be hijacked", null, script,
                    new Evidence("ImageLoaded", -1, 0, SignalContext.Cut(module.Path), "the module"));
            }
        }

        return null;
    }
}
