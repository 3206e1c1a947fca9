using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>MSBuild: the argument that is no option is the project; loggers and response files bring code too.</summary>
internal sealed class MsbuildGrammar : IPayloadGrammar
{
    public string Name => "build-project";

    public void Read(PayloadSink sink)
    {
        foreach (var token in sink.Line.Arguments)
        {
            if (token.OptionName is null)
            {
                if (token.Value.StartsWith('@'))
                    sink.AddFile(PayloadKind.Package, token, 1, token.Value.Length - 1, "response");
                else if (token.Value.Length > 1 && token.Value is not "msbuild" and not "build")
                    sink.AddFile(PayloadKind.Package, token);
            }
            else if (token.OptionName is "l" or "logger" or "dl" or "distributedlogger" && token.OptionRest > 0)
            {
                var value = token.Value.AsSpan(token.OptionRest);
                var end = value.IndexOf(';');
                var part = end < 0 ? value : value[..end];
                var comma = part.IndexOf(',');
                var start = token.OptionRest + comma + 1;
                sink.AddFile(PayloadKind.Assembly, token, start, part.Length - comma - 1, "logger");
            }
        }
    }
}
