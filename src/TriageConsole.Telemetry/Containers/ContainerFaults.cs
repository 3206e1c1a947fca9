namespace TriageConsole.Telemetry.Containers;

/// <summary>The diagnostics of containers, each with its code once.</summary>
internal static class ContainerFaults
{
    public static ReadDiagnostic Unreadable(string what) =>
        new("BOX001", DiagnosticSeverity.Error, null, $"{what} cannot be opened: it is damaged, cut short, or packed in a way that is not supported.");

    public static ReadDiagnostic EndMissing(long? offset) =>
        new("BOX002", DiagnosticSeverity.Info, offset, "The archive ends without its trailer; all that it holds was read.");

    public static ReadDiagnostic TooLarge(long offset, long limit) =>
        new("BOX003", DiagnosticSeverity.Error, offset, $"It holds more than {limit} bytes; what follows was not read.");

    public static ReadDiagnostic RatioTooHigh(long offset, int limit) =>
        new("BOX004", DiagnosticSeverity.Error, offset, $"It unpacks to more than {limit} times its size; what follows was not read.");

    public static ReadDiagnostic TooDeep(int limit) =>
        new("BOX005", DiagnosticSeverity.Warning, null, $"It is an archive nested deeper than {limit}, and was not opened.");

    public static ReadDiagnostic Encrypted { get; } =
        new("BOX006", DiagnosticSeverity.Error, null, "The entry is encrypted and cannot be read; unpack it with its password first.");

    public static ReadDiagnostic TooManyEntries(int limit) =>
        new("BOX007", DiagnosticSeverity.Error, null, $"The archive has more than {limit} entries; the rest was not read.");

    public static ReadDiagnostic Damaged(long? offset) =>
        new("BOX008", DiagnosticSeverity.Warning, offset, "The archive is damaged here, or cut inside this entry; what could be unpacked before was read.");

    public static ReadDiagnostic NoTelemetry(string what) =>
        new("BOX009", DiagnosticSeverity.Info, null, $"The entry is {what} and was passed over.");
}
