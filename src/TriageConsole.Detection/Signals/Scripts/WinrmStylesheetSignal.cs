using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class WinrmStylesheetSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "winrm-planted-stylesheet",
        SignalFamilies.ProxyScript,
        "winrm.vbs formats its output with a stylesheet that may be planted",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHosts,
        ["copied", "planted", "format"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "winrm") is not { } use)
            return null;
        var rest = use.After(context.Process.Line);
        var at = rest.IndexOf("format:", StringComparison.Ordinal);
        if (at < 0 || !(rest.AsSpan(at + 7).TrimStart("#\"'").StartsWith("pretty", StringComparison.Ordinal) || rest.AsSpan(at + 7).TrimStart("#\"'").StartsWith("text", StringComparison.Ordinal)))
            return null;

        // The stylesheet is looked for beside the script host, so a copied host brings its own.
        if (LocationWords.IsUntrusted(context.Process.Location))
        {
            return context.Find(this, weights["copied"], "winrm.vbs runs under a copied script host, which brings its own WsmPty.xsl or WsmTxt.xsl", null,
                context.Image("the stylesheet is looked for in this folder"), context.Words(use.Token, "the signed script"));
        }

        for (var above = context.Process.Parent; above is not null; above = above.Parent)
        {
            foreach (var write in above.Facts.Writes)
            {
                if (write.Path.EndsWith("wsmpty.xsl", StringComparison.OrdinalIgnoreCase) || write.Path.EndsWith("wsmtxt.xsl", StringComparison.OrdinalIgnoreCase))
                {
                    return context.Find(this, weights["planted"], "winrm.vbs uses a stylesheet that an ancestor wrote", null,
                        new Evidence("TargetFilename", -1, 0, SignalContext.Cut(write.Path), "written before the script ran"));
                }
            }
        }

        return context.Find(this, weights["format"], "winrm.vbs formats its output with a stylesheet", null, context.WholeLine("-format:pretty or -format:text"));
    }
}
