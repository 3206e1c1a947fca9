using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>
/// wscript and cscript: the first argument that is no host option is the script; the engine can be named by <c>//E:</c>
/// before or after it, or by <c>/E:</c> before it; a moniker or URL after it is code of its own.
/// </summary>
internal sealed class ScriptHostGrammar : IPayloadGrammar
{
    public string Name => "script-host";

    public void Read(PayloadSink sink)
    {
        var engine = Engine(sink.Line);
        var script = false;
        foreach (var token in sink.Line.Arguments)
        {
            if (token.OptionName is not null && !script)
                continue;

            if (!script)
            {
                script = true;
                sink.AddFile(PayloadKind.Script, token, engine);
            }

            if (Moniker.Find(token.Value) is ( >= 0 and var start, var length))
                sink.AddCode(PayloadKind.Scriptlet, token, start, length);
        }
    }

    // What stands behind two slashes is the host's own wherever it stands; behind one, the script's once the script is named.
    private static string Engine(CommandLineView line)
    {
        var engine = string.Empty;
        var script = false;
        foreach (var token in line.Arguments)
        {
            if (token.OptionName is null)
                script = true;
            else if (token.IsOption("e") && token.OptionRest >= 0 && (!script || token.Value.StartsWith("//", StringComparison.Ordinal)))
                engine = token.OptionValue;
        }

        return engine;
    }
}
