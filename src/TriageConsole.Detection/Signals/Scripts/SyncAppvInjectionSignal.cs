using System.Buffers;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class SyncAppvInjectionSignal(SignalWeights weights) : ISignal
{
    private static readonly SearchValues<char> _breaks = SearchValues.Create(";|&{(\n");

    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "syncappv-injected-command",
        SignalFamilies.ProxyScript,
        "SyncAppvPublishingServer is handed PowerShell code in place of a server name",
        "T1216.002",
        SignalSubject.Host,
        ["wscript", "cscript", "powershell", "cmd", "syncappv"],
        ["script", "program"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        string rest;
        Evidence evidence;
        var program = context.Process.HostId == "syncappv";
        if (program)
        {
            rest = string.Join(' ', context.Process.Line.Arguments.Select(token => token.Value));
            evidence = context.WholeLine("the code stands where a server's name belongs");
        }
        else if (SignedScriptUse.Find(context, "syncappvpublishingserver") is { } use)
        {
            rest = use.After(context.Process.Line);
            evidence = context.Words(use.Token, "the signed script");
        }
        else
        {
            return null;
        }

        // The server's name is pasted into a PowerShell command: whatever ends that command starts another.
        return rest.AsSpan().ContainsAny(_breaks)
            ? context.Find(this, weights[program ? "program" : "script"], "SyncAppvPublishingServer runs PowerShell code from its argument",
                program ? "T1218" : null, evidence, context.WholeLine("code after the server's name"))
            : null;
    }
}
