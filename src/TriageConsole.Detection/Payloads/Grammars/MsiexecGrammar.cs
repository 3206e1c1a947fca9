using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads.Grammars;

/// <summary>msiexec: the package after /i, /package, /a, /j, /p, /update; the library after /y and /z.</summary>
internal sealed class MsiexecGrammar : IPayloadGrammar
{
    private static readonly string[] _packages = ["i", "package", "a", "j", "jm", "ju", "p", "update", "fa", "f", "famus", "fvomus"];

    public string Name => "installer-package";

    public void Read(PayloadSink sink)
    {
        var arguments = sink.Line.Arguments.ToList();
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = arguments[i].Value;
            var bare = value.TrimStart('/', '-');
            if (bare.Length == 0 || bare.Length == value.Length)
                continue;

            // The switch and its value may be written in one word: /ihttp://…, /yc:\x.dll, /i\\server\share\x.msi.
            var option = arguments[i].OptionName ?? bare;
            var isLibrary = option.StartsWith('y') || (option.StartsWith('z') && option.Length < 2);
            var kind = isLibrary ? PayloadKind.Library : PayloadKind.Package;
            if (Array.IndexOf(_packages, option) >= 0 && arguments[i].OptionRest < 0 || option is "y" or "z")
            {
                if (i + 1 < arguments.Count && arguments[i + 1].OptionName is null)
                    sink.AddFile(kind, arguments[++i], option);
            }
            else if (option.Length > 1 && (option[0] is 'i' or 'y' or 'p' or 'a') && arguments[i].Value.AsSpan().IndexOfAny('\\', '.', ':') > 0
                && !option.StartsWith("passive", StringComparison.Ordinal))
            {
                var marks = arguments[i].Value.AsSpan().IndexOf(option[0]);
                sink.AddFile(kind, arguments[i], marks + 1, arguments[i].Value.Length - marks - 1, option[..1]);
            }
        }
    }
}
