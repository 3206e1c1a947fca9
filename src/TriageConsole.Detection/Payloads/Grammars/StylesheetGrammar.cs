using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>
/// wmic: <c>/format:</c> names a stylesheet, whose script runs; msxsl: the second file is the stylesheet, and the first
/// can hold one. <c>process call create</c> carries a command line.
/// </summary>
internal sealed class StylesheetGrammar : IPayloadGrammar
{
    public string Name => "stylesheet";

    // "shadowcopy call create" makes a snapshot, and starts nothing.
    private static bool IsProcess(CommandLines.CommandToken token) => token.Value is "process" || token.Value.Contains("win32_process", StringComparison.Ordinal);

    public void Read(PayloadSink sink)
    {
        var files = 0;
        var arguments = sink.Line.Arguments.ToList();
        for (var i = 0; i < arguments.Count; i++)
        {
            var token = arguments[i];
            if (token.IsOption("format"))
            {
                if (token.OptionRest > 0 && token.OptionValue.Length > 0)
                    sink.AddFile(PayloadKind.Stylesheet, token, token.OptionRest, token.Value.Length - token.OptionRest);
                else if (i + 1 < arguments.Count)
                    sink.AddFile(PayloadKind.Stylesheet, arguments[++i]);
            }
            else if (token.Value is "create" && i > 0 && arguments[i - 1].Value is "call" && i + 1 < arguments.Count && arguments.Exists(IsProcess))
            {
                var command = arguments[i + 1];
                sink.AddCode(PayloadKind.Program, command, 0, command.Value.Length, "create");
            }
            else if (token.OptionName is null && files < 2 && (token.Value.EndsWith(".xsl", StringComparison.Ordinal) || token.Value.EndsWith(".xml", StringComparison.Ordinal) || token.Value.Contains("://", StringComparison.Ordinal)))
            {
                files++;
                sink.AddFile(PayloadKind.Stylesheet, token);
            }
        }
    }
}
