using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>pcalua: <c>-a</c> names what is started.</summary>
internal sealed class PcaluaGrammar : IPayloadGrammar
{
    public string Name => "compatibility-start";

    public void Read(PayloadSink sink)
    {
        var arguments = sink.Line.Arguments.ToList();
        for (var i = 0; i + 1 < arguments.Count; i++)
        {
            if (arguments[i].IsOption("a"))
                sink.AddFile(PayloadKind.Program, arguments[++i]);
        }
    }
}
