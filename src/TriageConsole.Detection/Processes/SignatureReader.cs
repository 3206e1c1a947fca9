using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Processes;

/// <summary>
/// The signature that detection works with: the fact where there is one; else, for a program in a Windows folder that only
/// administrators write, whose version resource says Microsoft and the same name, an inference that is labelled so.
/// </summary>
internal static class SignatureReader
{
    private static readonly SignatureFact _inferred = new(SignatureStatus.Inferred, SignatureSource.Inferred, null, true, null);

    public static SignatureFact Effective(ProcessFacts process, LocationClass location, CanonicalPath image)
    {
        if (process.Signature.Status != SignatureStatus.Unknown)
            return process.Signature;
        if (location != LocationClass.System || !image.Text.StartsWith(@"c:\windows\", StringComparison.Ordinal))
            return process.Signature;
        var original = process.OriginalFileName;
        var agrees = original is not null && (original.Equals(image.FileName, StringComparison.OrdinalIgnoreCase)
            || original.Equals(image.FileName + ".mui", StringComparison.OrdinalIgnoreCase));
        var company = process.Company is not null && process.Company.StartsWith("Microsoft", StringComparison.OrdinalIgnoreCase);
        return agrees && company ? _inferred : process.Signature;
    }
}
