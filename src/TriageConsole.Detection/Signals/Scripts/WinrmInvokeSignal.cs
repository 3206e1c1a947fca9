using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class WinrmInvokeSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "winrm-invoke-create",
        SignalFamilies.ProxyScript,
        "winrm.vbs creates a process or service through WMI",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["create"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "winrm") is not { } use)
            return null;
        var rest = use.After(context.Process.Line);
        var invoke = rest.Contains("invoke", StringComparison.Ordinal) || rest.StartsWith("i ", StringComparison.Ordinal);
        return invoke && rest.Contains("create", StringComparison.Ordinal)
            && (rest.Contains("win32_process", StringComparison.Ordinal) || rest.Contains("win32_service", StringComparison.Ordinal))
            ? context.Find(this, weights["create"], "winrm.vbs, a signed script, is made to start a program through WMI", null,
                context.Words(use.Token, "the signed script"), context.WholeLine("invoke Create of a process or service"))
            : null;
    }
}
