using TriageConsole.Telemetry.Formats;

namespace TriageConsole.Telemetry.Containers;

/// <summary>One readable stream of telemetry inside a file: the file itself or an entry of an archive.</summary>
/// <param name="Member">The entry's name inside the archive (nested: <c>inner.zip/entry.json</c>), empty for a plain file.</param>
/// <param name="Format">The format that claimed it; null where none did, and then <paramref name="Diagnostic"/> says so.</param>
/// <param name="Stream">The bytes from the start; owned by the enumerator and valid only until it moves on.</param>
/// <param name="Diagnostic">A fault of the container or an unknown format; null where there is none.</param>
public sealed record TelemetryEntry(string Member, ITelemetryFormat? Format, Stream Stream, ReadDiagnostic? Diagnostic);
