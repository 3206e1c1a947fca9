using TriageConsole.Detection.Locations;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals;

/// <summary>Whether a host is made to run anything that is not known to be trusted.</summary>
internal static class UntrustedUse
{
    public static bool Is(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Kind is PayloadKind.InlineCode or PayloadKind.Scriptlet || LocationWords.IsUntrusted(payload.Location))
                return true;
        }

        return false;
    }
}
