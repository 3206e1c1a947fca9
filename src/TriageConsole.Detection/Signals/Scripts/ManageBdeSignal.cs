using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class ManageBdeSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "manage-bde-planted",
        SignalFamilies.ProxyScript,
        "manage-bde.wsf starts a planted program",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHosts,
        ["comspec", "folder", "child", "plain"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "manage-bde") is not { } use)
            return null;
        var script = context.Words(use.Token, "the signed script runs %comspec% and manage-bde.exe by name");
        var parent = context.Process.Facts.ParentCommandLine ?? context.Process.Parent?.Facts.CommandLine ?? string.Empty;
        var set = parent.IndexOf("comspec=", StringComparison.OrdinalIgnoreCase);
        if (set >= 0)
        {
            return context.Find(this, weights["comspec"], "manage-bde.wsf runs with %comspec% changed to another program", null, script,
                new Evidence("ParentCommandLine", set, Math.Min(64, parent.Length - set), SignalContext.Cut(parent[set..]), "changes what the script starts"));
        }

        foreach (var child in context.Process.Children)
        {
            if (LocationWords.IsUntrusted(child.Location) || (child.FileName is not "cmd.exe" and not "manage-bde.exe" && !context.Reference.IsIn("bystanders", child.FileName)))
            {
                return context.Find(this, weights["child"], "manage-bde.wsf started a program that it has no reason to start", null, script,
                    new Evidence("Image", -1, 0, SignalContext.Cut(child.Facts.Image), "the child"));
            }
        }

        if (context.Process.Facts.CurrentDirectory is { Length: > 2 } folder && LocationWords.IsUntrusted(context.Locations.Classify(CanonicalPath.Parse(folder.TrimEnd('\\') + @"\manage-bde.exe"))))
        {
            return context.Find(this, weights["folder"], "manage-bde.wsf runs in a folder where a manage-bde.exe can be planted", null, script,
                new Evidence("CurrentDirectory", -1, 0, SignalContext.Cut(folder), "looked in for manage-bde.exe"));
        }

        return context.Find(this, weights["plain"], "manage-bde.wsf is run, which Windows itself replaced by manage-bde.exe", null, script);
    }
}
