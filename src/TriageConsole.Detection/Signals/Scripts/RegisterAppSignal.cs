using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class RegisterAppSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "register-app",
        SignalFamilies.ProxyScript,
        "register_app.vbs registers a component that then runs",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["call"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "register-app") is not { } use)
            return null;
        var text = context.Process.Content;
        return text.Contains("-register", StringComparison.Ordinal) || text.Contains("/register", StringComparison.Ordinal)
            ? context.Find(this, weights["call"], "register_app.vbs, a signed script of the Windows SDK, registers a library as a COM+ application", null, context.Words(use.Token, "the signed script"), context.WholeLine("what it is made to run"))
            : null;
    }
}
