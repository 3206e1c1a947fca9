namespace TriageConsole.Domain.Detection;

/// <summary>A span of the raw text of a field that a finding rests on.</summary>
/// <param name="Field">Sysmon's name of the field: Image, CommandLine, ParentImage, ImageLoaded, TargetFilename …</param>
/// <param name="Start">0-based start in UTF-16 units in the raw text; -1 where the whole field is meant.</param>
/// <param name="Length">Length in UTF-16 units; 0 where the whole field is meant.</param>
/// <param name="Text">The words themselves, cut at 512 characters.</param>
/// <param name="Why">Why they count, one short sentence for people.</param>
public sealed record Evidence(string Field, int Start, int Length, string Text, string Why);

/// <summary>What one signal says of one process.</summary>
/// <param name="SignalId">The signal's id, for ever the same.</param>
/// <param name="ProcessId">Surrogate id of the process (see <see cref="Processes.ProcessFacts.Id"/>).</param>
/// <param name="Points">Points before combination, 0–100.</param>
/// <param name="Title">A sentence for people.</param>
/// <param name="Technique">ATT&amp;CK id, for example T1216.001; null where the signal names none.</param>
/// <param name="Evidence">What it rests on, never empty.</param>
/// <param name="WouldChange">What fact would change it, one sentence; null where nothing would.</param>
public sealed record Finding(
    string SignalId,
    long ProcessId,
    int Points,
    string Title,
    string? Technique,
    IReadOnlyList<Evidence> Evidence,
    string? WouldChange = null);
