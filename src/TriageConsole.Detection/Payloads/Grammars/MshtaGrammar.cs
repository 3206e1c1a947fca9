using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>mshta: all that follows is one address: a file, a URL, or code behind javascript:, vbscript: or about:.</summary>
internal sealed class MshtaGrammar : IPayloadGrammar
{
    private static readonly string[] _protocols = ["javascript:", "vbscript:", "about:", "jscript:"];

    public string Name => "html-application";

    public void Read(PayloadSink sink)
    {
        foreach (var token in sink.Line.Arguments)
        {
            if (token.OptionName is not null)
                continue;
            if (Array.Exists(_protocols, protocol => token.Value.Contains(protocol, StringComparison.Ordinal)))
            {
                var whole = sink.Line.Tokens[^1];
                sink.AddCode(PayloadKind.InlineCode, token, 0, token.Value.Length);
                if (!ReferenceEquals(whole, token) && Moniker.Find(whole.Value) is ( >= 0 and var start, var length))
                    sink.AddCode(PayloadKind.Scriptlet, whole, start, length);
                return;
            }

            if (Moniker.Find(token.Value) is ( >= 0 and var at, var size))
                sink.AddCode(PayloadKind.Scriptlet, token, at, size);
            else
                sink.AddFile(PayloadKind.Script, token);
            return;
        }
    }
}
