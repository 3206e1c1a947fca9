using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>
/// Hosts whose first argument that is no option is the file: hh, cmstp, control. What they take as one name to the end of
/// the line even without quotes is read so.
/// </summary>
internal sealed class FirstFileGrammar(string name, PayloadKind kind) : IPayloadGrammar
{
    public string Name => name;

    public void Read(PayloadSink sink)
    {
        var arguments = sink.Line.Arguments.Where(token => token.OptionName is null && token.Value.Length > 1).ToList();
        if (arguments.Count == 0)
            return;
        var first = arguments[0];

        // hh takes "C:\a b\c.chm" without quotes; only its last word then carries the extension.
        if (!first.IsQuoted && arguments.Count > 1 && CanonicalPath.LooksLikePath(first.Value) && !first.Value.AsSpan(first.Value.LastIndexOf('\\') + 1).Contains('.'))
        {
            var last = arguments.FindIndex(token => token.Value.Contains('.'));
            if (last > 0)
            {
                var joined = string.Join(' ', arguments.Take(last + 1).Select(token => token.Value));
                var map = new int[joined.Length + 1];
                Array.Fill(map, first.Start);
                map[^1] = arguments[last].Start + arguments[last].Length;
                sink.AddFile(kind, new CommandToken(joined, map, false));
                return;
            }
        }

        sink.AddFile(kind, first);
    }
}
