using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>regsvr32: the library is registered; what <c>/i:</c> carries is handed to it, for scrobj.dll a scriptlet.</summary>
internal sealed class Regsvr32Grammar : IPayloadGrammar
{
    public string Name => "register-library";

    public void Read(PayloadSink sink)
    {
        foreach (var token in sink.Line.Arguments)
        {
            if (token.OptionName is null)
            {
                if (token.Value.Length > 1)
                    sink.AddFile(PayloadKind.Library, token);
            }
            else if (token.IsOption("i") && token.OptionValue is { Length: > 1 } value)
            {
                if (value.Contains('.') || value.Contains('\\') || value.Contains('/'))
                    sink.AddFile(PayloadKind.Scriptlet, token, token.OptionRest, token.Value.Length - token.OptionRest);
            }
        }
    }
}
