using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>Less common hosts: every argument, or option value, that is a path, URL or runnable name may be what runs.</summary>
internal sealed class AnyFileGrammar : IPayloadGrammar
{
    private static readonly string[] _extensions =
        [".exe", ".dll", ".ocx", ".cpl", ".inf", ".sct", ".xml", ".xoml", ".msc", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".wds", ".txt", ".csproj", ".hta", ".xbap", ".diagcab"];

    public string Name => "any-file";

    public void Read(PayloadSink sink)
    {
        foreach (var token in sink.Line.Arguments)
        {
            var start = token.OptionName is null ? 0 : token.OptionRest;
            if (start == 0 && token.Value.StartsWith('@'))
                start = 1;
            if (start < 0 || start >= token.Value.Length)
                continue;
            var value = token.Value[start..];
            if (CanonicalPath.LooksLikePath(value) || value.Contains("://", StringComparison.Ordinal)
                || Array.Exists(_extensions, extension => value.EndsWith(extension, StringComparison.Ordinal)))
                sink.AddFile(PayloadKind.Program, token, start, value.Length);
        }
    }
}
