using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class LaunchVsDevShellSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "launch-vsdevshell",
        SignalFamilies.ProxyScript,
        "Launch-VsDevShell.ps1 is made to run a program",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["call"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "launch-vsdevshell") is not { } use)
            return null;
        var text = context.Process.Content;
        return text.Contains("vswherepath", StringComparison.Ordinal) || text.Contains("vsinstallationpath", StringComparison.Ordinal)
            ? context.Find(this, weights["call"], "Launch-VsDevShell.ps1, a signed script of Visual Studio, runs the program named for vswhere", null, context.Words(use.Token, "the signed script"), context.WholeLine("what it is made to run"))
            : null;
    }
}
