using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>rundll32: <c>library,Export arguments</c>, the comma with or without blanks; or javascript: and vbscript:.</summary>
internal sealed class Rundll32Grammar : IPayloadGrammar
{
    public string Name => "run-library";

    public void Read(PayloadSink sink)
    {
        var arguments = sink.Line.Arguments.ToList();

        // "-sta {CLSID}" and "-localserver {CLSID}" stand before, or instead of, a library.
        var first = arguments.FindIndex(token => token.OptionName is null);
        if (first < 0)
            return;
        var token = arguments[first];
        if (token.Value.Contains("javascript:", StringComparison.Ordinal) || token.Value.Contains("vbscript:", StringComparison.Ordinal))
        {
            sink.AddCode(PayloadKind.InlineCode, token, 0, token.Value.Length);
            return;
        }

        var comma = Comma(token.Value);
        var library = comma < 0 ? token.Value.Length : comma;
        var export = comma < 0 ? string.Empty : token.Value[(comma + 1)..].Trim();
        var next = first + 1;
        if (export.Length == 0 && next < arguments.Count)
            export = arguments[next++].Value.TrimStart(',', ' ');
        sink.AddFile(PayloadKind.Library, token, 0, library, Entry(export));
        for (; next < arguments.Count; next++)
            Argument(sink, arguments[next], Entry(export));
    }

    private static void Argument(PayloadSink sink, CommandToken token, string export)
    {
        if (token.OptionName is not null || token.Value.Length < 3)
            return;
        if (Moniker.Find(token.Value) is ( >= 0 and var start, var length))
            sink.AddCode(PayloadKind.Scriptlet, token, start, length);
        else if (CanonicalPath.LooksLikePath(token.Value) || token.Value.Contains("://", StringComparison.Ordinal) || token.Value.Contains('.') || token.Value.StartsWith("shell:", StringComparison.Ordinal))
            sink.AddFile(PayloadKind.Program, token, 0, Comma(token.Value) is > 0 and var end ? end : token.Value.Length, export);
    }

    // The comma after the library's name, not one within its path.
    private static int Comma(string value)
    {
        var from = value.LastIndexOfAny(['\\', '/']);
        return value.IndexOf(',', Math.Max(0, from));
    }

    private static string Entry(string export)
    {
        var end = export.AsSpan().IndexOfAny(' ', ',', '"');
        return end < 0 ? export : export[..end];
    }
}
