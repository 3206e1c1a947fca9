namespace TriageConsole.Web.Features.Headless.Evaluation;

/// <summary>One line of a label file: a process start that somebody looked at.</summary>
/// <param name="File">Path of the recording, relative to the data folder or to the folder above it, with forward slashes.</param>
/// <param name="Member">Entry inside an archive; empty for none.</param>
/// <param name="Index">0-based place among all events of that file.</param>
/// <param name="Label"><c>malicious</c> and <c>benign</c> are counted; anything else is not.</param>
/// <param name="Class">Of the case, for example <c>core</c>.</param>
/// <param name="CaseId">Events of one attack share it.</param>
/// <param name="Trap">Set for a benign event that is easily taken for an attack; empty for the others.</param>
public sealed record LabelledStart(
    string File, string Member, long Index, string Label, string Class, string Technique, string CaseId, string Trap, string Confidence, string Image, string CommandLine)
{
    public const string Malicious = "malicious";
    public const string Benign = "benign";
}
