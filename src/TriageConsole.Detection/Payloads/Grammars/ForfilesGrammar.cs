using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>forfiles: all after <c>/c</c> is the command that is run for each file.</summary>
internal sealed class ForfilesGrammar : IPayloadGrammar
{
    public string Name => "file-command";

    public void Read(PayloadSink sink)
    {
        var arguments = sink.Line.Arguments.ToList();
        for (var i = 0; i + 1 < arguments.Count; i++)
        {
            if (!arguments[i].IsOption("c"))
                continue;
            var command = arguments[i + 1];
            var end = command.Value.IndexOf(' ');
            sink.AddFile(PayloadKind.Program, command, 0, end < 0 ? command.Value.Length : end);
            sink.AddCode(PayloadKind.InlineCode, command, 0, command.Value.Length);
            return;
        }
    }
}
