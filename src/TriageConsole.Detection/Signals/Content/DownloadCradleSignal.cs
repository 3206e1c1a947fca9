using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Content;

internal sealed class DownloadCradleSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "content-download-cradle",
        SignalFamilies.Content,
        "Code is fetched from the network and run",
        null,
        SignalSubject.Descendant,
        [],
        ["run", "fetch"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var content = context.Process.Content;
        var words = DownloadWords.Find(content);
        if (words is null)
            return null;
        var run = DownloadWords.Runs(content);
        return context.Find(this, weights[run ? "run" : "fetch"], run ? "Code is fetched from the network and run" : "A file is fetched from the network", null, context.WholeLine($"'{words}'"));
    }
}
