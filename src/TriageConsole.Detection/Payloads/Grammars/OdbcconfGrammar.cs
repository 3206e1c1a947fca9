using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>odbcconf: <c>/a {REGSVR library}</c> and <c>INSTALLDRIVER</c> load a library, <c>/f</c> and <c>-f</c> read a response file.</summary>
internal sealed class OdbcconfGrammar : IPayloadGrammar
{
    public string Name => "odbc-action";

    public void Read(PayloadSink sink)
    {
        var arguments = sink.Line.Arguments.ToList();
        var isInstall = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var token = arguments[i];
            if (token.IsOption("f") && i + 1 < arguments.Count)
            {
                sink.AddFile(PayloadKind.Package, arguments[++i], "response");
                continue;
            }

            if (isInstall)
                Drivers(sink, token);
            isInstall |= token.Value.Contains("installdriver", StringComparison.Ordinal);
            var at = token.Value.IndexOf("regsvr", StringComparison.Ordinal);
            if (at >= 0)
            {
                var start = at + "regsvr".Length;
                if (token.Value[start..].Trim(' ', '{', '}').Length > 0)
                    sink.AddFile(PayloadKind.Library, token, start, token.Value.TrimEnd('}', ' ').Length - start, "regsvr");
                else if (i + 1 < arguments.Count)
                    sink.AddFile(PayloadKind.Library, arguments[++i], 0, arguments[i].Value.TrimEnd('}').Length, "regsvr");
            }
        }
    }

    // "name|Driver=library|Setup=library|…"
    private static void Drivers(PayloadSink sink, CommandToken token)
    {
        foreach (var word in (ReadOnlySpan<string>)["driver=", "setup="])
        {
            var at = token.Value.IndexOf("|" + word, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var start = at + 1 + word.Length;
            var length = token.Value.AsSpan(start).IndexOfAny('|', '}');
            sink.AddFile(PayloadKind.Library, token, start, length < 0 ? token.Value.Length - start : length, word[..^1]);
        }
    }
}
