using TriageConsole.Detection.Payloads;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class PubprnMonikerSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "pubprn-moniker",
        SignalFamilies.ProxyScript,
        "pubprn.vbs is handed a script moniker instead of a directory path",
        "T1216.001",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["moniker", "other"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "pubprn") is not { } use)
            return null;
        var rest = use.After(context.Process.Line);
        if (Moniker.Find(rest) is ( >= 0, _))
        {
            return context.Find(this, weights["moniker"], "pubprn.vbs, a signed printing script, is made to run a scriptlet", null,
                context.Words(use.Token, "the signed script"), Argument(context));
        }

        // What it asks for is an LDAP path; GetObject takes any moniker.
        return rest.Contains("://", StringComparison.Ordinal) && !rest.Contains("ldap://", StringComparison.Ordinal)
            ? context.Find(this, weights["other"], "pubprn.vbs is handed an address that is no directory path", null, context.Words(use.Token, "the signed script"))
            : null;
    }

    private static Evidence Argument(SignalContext context)
    {
        foreach (var token in context.Process.Line.Tokens)
        {
            if (Moniker.Find(token.Value) is ( >= 0 and var start, var length))
            {
                var (from, size) = token.Span(start, length);
                return context.Words(from, size, "the moniker that COM turns into code");
            }
        }

        return context.WholeLine("the moniker that COM turns into code");
    }
}
