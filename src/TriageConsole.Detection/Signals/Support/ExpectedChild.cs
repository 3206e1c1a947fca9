using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals;

/// <summary>Children that a host starts in honest use.</summary>
internal static class ExpectedChild
{
    public static bool Is(SignalContext context)
    {
        var child = context.Process;
        var proxy = context.Proxy;

        // What a broker starts was asked for, not spawned.
        if (child.Broker is not null)
            return true;

        // The 64-bit host hands a 32-bit library to its 32-bit self.
        if (child.HostId == proxy.HostId)
            return true;
        var trusted = child.Location is LocationClass.System or LocationClass.ProgramFiles;
        return proxy.HostId switch
        {
            // The open-with dialogue, control panel items and shell folders start what the user picks.
            HostIds.Rundll32 => trusted && context.Reference.IsIn("browsers", child.FileName) || trusted && !context.Reference.IsIn("shells", child.FileName)
                && proxy.Payloads.Any(payload => payload.Kind == PayloadKind.Library && payload.Path?.FileName is "shell32.dll" or "shell32" && (payload.Export.StartsWith("openas", StringComparison.Ordinal) || payload.Export.StartsWith("control_", StringComparison.Ordinal) || payload.Export is "#44" or "#61")
                    && !proxy.Payloads.Any(other => other.Kind != PayloadKind.Library && Locations.LocationWords.IsUntrusted(other.Location))),
            HostIds.Control => child.HostId == HostIds.Rundll32 || (trusted && !context.Reference.IsIn("shells", child.FileName)),
            "hh" => trusted && context.Reference.IsIn("browsers", child.FileName),
            "cmstp" or "pcalua" or "forfiles" => child.FileName is "cmmon32.exe" or "cmdl32.exe" || (proxy.HostId is not "cmstp" && trusted),
            _ => false,
        };
    }
}
