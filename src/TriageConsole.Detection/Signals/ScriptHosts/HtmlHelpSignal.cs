using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.ScriptHosts;

internal sealed class HtmlHelpSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "hh-untrusted",
        SignalFamilies.ProxyHost,
        "HTML Help opens a file from an untrusted place",
        "T1218.001",
        SignalSubject.Host,
        ["hh"],
        ["user", "temp", "archive", "share", "webdav", "url", "other", "unresolved", "decompile", "program"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Path is null || LocationWords.IsTrusted(payload.Location))
                continue;
            var points = weights[LocationWords.WeightName(payload.Location)];
            if (payload.Path.Extension is ".exe" or ".bat" or ".cmd" or ".vbs" or ".js" or ".lnk")
                points = Math.Max(points, weights["program"]);
            if (context.Process.Line.Arguments.Any(token => token.IsOption("decompile")))
                points = Math.Max(points, weights["decompile"]);
            return context.Find(this, points, $"HTML Help opens {payload.Path.FileName} from {LocationWords.Describe(payload.Location)}; such a file can hold script", null, context.Words(payload, "the help file"));
        }

        return null;
    }
}
