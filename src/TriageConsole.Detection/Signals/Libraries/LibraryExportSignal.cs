using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Libraries;

internal sealed class LibraryExportSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "rundll32-proxy-export",
        SignalFamilies.ProxyHost,
        "rundll32 calls an export of a system library that runs what it is given",
        "T1218.011",
        SignalSubject.Host,
        ["rundll32"],
        ["always", "program", "untrusted", "any"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var library = context.Process.Payloads.FirstOrDefault(payload => payload.Kind == PayloadKind.Library);
        if (library?.Path is null || library.Export.Length == 0)
            return null;
        var name = library.Path.FileName;
        name = name.EndsWith(".dll", StringComparison.Ordinal) || name.Contains('.') ? name : name + ".dll";
        foreach (var rule in context.Reference.LibraryExports)
        {
            if (!rule.Library.Equals(name, StringComparison.OrdinalIgnoreCase) || !rule.Matches(library.Export))
                continue;
            var target = context.Process.Payloads.FirstOrDefault(payload => payload.Kind is PayloadKind.Program or PayloadKind.Scriptlet);
            var evidence = context.Words(target ?? library, target is null ? "the export" : "what it is given");
            if (rule.Always && (target is not null || rule.NeedsNoTarget))
                return context.Find(this, weights["always"], $"rundll32 runs {Name(target)} by {name},{library.Export}, which has no other use", rule.Technique, evidence);
            if (target?.Path is null)
                continue;
            if (target.Path.Stream is not null || LocationWords.IsRisky(target.Location) && target.Location != LocationClass.Url || target.Location == LocationClass.NetworkShare)
                return context.Find(this, weights["untrusted"], $"rundll32 runs {Name(target)} from {LocationWords.Describe(target.Location)} by {name},{library.Export}", rule.Technique, evidence);
            if (Runs(target.Path.Extension) && target.Location != LocationClass.Url || target.Path.Extension is ".hta" or ".sct" or ".scr")
                return context.Find(this, weights["program"], $"rundll32 starts {Name(target)} by {name},{library.Export}", rule.Technique, evidence);
            if (weights["any"] > 0)
                return context.Find(this, weights["any"], $"rundll32 opens {Name(target)} by {name},{library.Export}", rule.Technique, evidence);
        }

        return null;
    }

    private static string Name(Payloads.NamedPayload? target) => target is null ? "code" : target.Path?.FileName is { Length: > 0 } file ? file : target.Text;

    private static bool Runs(string extension) => extension is ".exe" or ".com" or ".scr" or ".bat" or ".cmd" or ".vbs" or ".vbe" or ".js" or ".jse" or ".wsf" or ".ps1" or ".hta" or ".lnk" or ".url" or ".msi" or ".pif";
}
