using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Payloads;

namespace TriageConsole.Detection.Signals;

/// <summary>Libraries named without a folder are looked for in the system folder first.</summary>
internal static class SystemLibraries
{
    /// <summary>Whether the words name, without any folder, a library that Windows ships.</summary>
    public static bool IsKnown(SignalContext context, NamedPayload payload)
    {
        var words = context.Process.Line.RawWords(payload.Start, payload.Length).Trim(' ', '"', '\'', ',', '{', '}');
        if (words.AsSpan().IndexOfAny('\\', '/', ':') >= 0)
            return false;
        var name = CanonicalPath.Parse(words).Text;
        return context.Reference.IsIn("system-libraries", name.Contains('.') ? name : name + ".dll");
    }
}
