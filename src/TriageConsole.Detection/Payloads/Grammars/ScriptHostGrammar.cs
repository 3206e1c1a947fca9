using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>
/// wscript and cscript: the first argument that is no host option is the script; the engine can be named by <c>//E:</c>
/// or <c>/E:</c>; a moniker or URL after it is code of its own.
/// </summary>
internal sealed class ScriptHostGrammar : IPayloadGrammar
{
    public string Name => "script-host";

    public void Read(PayloadSink sink)
    {
        var engine = string.Empty;
        var script = false;
        foreach (var token in sink.Line.Arguments)
        {
            if (token.OptionName is { } option && !script)
            {
                if (option is "e" && token.OptionRest >= 0)
                    engine = token.OptionValue;
                continue;
            }

            if (!script)
            {
                script = true;
                sink.AddFile(PayloadKind.Script, token, engine);
            }

            if (Moniker.Find(token.Value) is ( >= 0 and var start, var length))
                sink.AddCode(PayloadKind.Scriptlet, token, start, length);
        }
    }
}
