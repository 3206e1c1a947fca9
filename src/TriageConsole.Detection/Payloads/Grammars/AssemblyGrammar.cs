using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>InstallUtil, RegAsm and RegSvcs: every argument that is no option is an assembly.</summary>
internal sealed class AssemblyGrammar : IPayloadGrammar
{
    public string Name => "assembly";

    public void Read(PayloadSink sink)
    {
        foreach (var token in sink.Line.Arguments)
        {
            // "/logfile= x.dll": an option whose value was left empty does not swallow the next argument.
            if (token.OptionName is null && token.Value.Length > 1)
                sink.AddFile(PayloadKind.Assembly, token);
        }
    }
}
