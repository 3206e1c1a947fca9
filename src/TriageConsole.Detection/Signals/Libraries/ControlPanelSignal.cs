using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Libraries;

internal sealed class ControlPanelSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "control-panel-item",
        SignalFamilies.ProxyHost,
        "A control panel item from an untrusted place is run",
        "T1218.002",
        SignalSubject.Host,
        ["control", "rundll32"],
        ["user", "temp", "archive", "share", "webdav", "url", "other", "unresolved"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Path is null || LocationWords.IsTrusted(payload.Location))
                continue;

            // Bare names are looked for in the system folder first, and "name", "desktop" and the like are no files.
            if (SystemLibraries.IsKnown(context, payload) || (!payload.Path.Text.Contains('\\') && payload.Location != LocationClass.Url))
                continue;
            var item = context.Process.HostId == HostIds.Control
                || (payload.Kind == PayloadKind.Program && (payload.Export.StartsWith("control_rundll", StringComparison.Ordinal) || payload.Export is "#44" || payload.Path.Extension == ".cpl"));
            if (item && !context.Process.Line.Text.Contains("/name", StringComparison.Ordinal))
                return context.Find(this, weights[LocationWords.WeightName(payload.Location)], $"The control panel item {payload.Path.FileName} is run from {LocationWords.Describe(payload.Location)}", null, context.Words(payload, "the item"));
        }

        return null;
    }
}
