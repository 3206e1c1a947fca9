using TriageConsole.Detection.Chains;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Baseline;

/// <summary>A chain that runs what an approved use approves, but not as it approves it.</summary>
/// <param name="Use">The use.</param>
/// <param name="Fields">The conditions that fail.</param>
internal sealed record Drift(ApprovedUse Use, IReadOnlyList<UseField> Fields)
{
    public Finding ToFinding(ChainFacts chain, int points) => new(
        SignalCatalog.Drift.Id,
        chain.Proxy.Facts.Id,
        points,
        $"Like the approved use '{SignalContext.Cut(Use.Title)}', but it differs in {Words(Fields)}",
        null,
        [new Evidence("CommandLine", -1, 0, SignalContext.Cut(chain.Proxy.Line.Raw), $"approved use {Use.Id:D}")],
        "An approved use that names this form too.");

    private static string Words(IReadOnlyList<UseField> fields) => string.Join(", ", fields.Select(field => field switch
    {
        UseField.Host => "host",
        UseField.User => "user",
        UseField.ParentImage => "parent",
        UseField.ParentCommandLine => "the parent's command line",
        UseField.ProxyImage => "script host",
        UseField.ProxySignature => "the script host's signature",
        UseField.Script => "the script's folder",
        UseField.ScriptHash => "the script's hash",
        UseField.Arguments => "arguments",
        UseField.ChildImage => "what it starts",
        UseField.ChildHash => "the child's hash",
        UseField.ChildSigner => "the child's signer",
        UseField.HostGroup => "host group",
        UseField.AccountClass => "account class",
        UseField.Schedule => "time of the week",
        _ => "where its payload lies",
    }));
}
