using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Csv;

/// <summary>
/// Rows of <c>sigcheck -c</c> and <c>-ct</c>. They name neither host nor time of the check, and <c>Date</c> is the file's, so
/// what counts of them is hash and verdict; without <c>-h</c> there is no hash. PESHA1 and PESHA256 leave the signature out
/// of the file and are no hashes of it.
/// </summary>
internal static class SigcheckMapper
{
    internal const string Path = "Path";
    internal const string Verified = "Verified";
    internal const string Publisher = "Publisher";

    /// <summary>Every column that is read.</summary>
    internal static readonly string[] Columns = [Path, Verified, Publisher, "MD5", "SHA1", "SHA256"];

    /// <summary>Maps a row; null where it has no hash or no verdict.</summary>
    internal static FileSignatureEvent? Map(TableRow row, long index)
    {
        var hashes = Hashes(row);
        var signature = Signature(FieldText.Text(row[Verified]), FieldText.Text(row[Publisher]));
        return hashes.Strongest is null || signature is null ? null : new FileSignatureEvent
        {
            Origin = new(index, null, "sigcheck", 0),
            Host = string.Empty,
            UtcTime = DateTime.UnixEpoch,
            TimeBasis = TimeBasis.Uncertain,
            Path = FieldText.Text(row[Path]) ?? string.Empty,
            Hashes = hashes,
            Signature = signature,
        };
    }

    /// <summary>Whether a row has a hash that identifies the file.</summary>
    internal static bool HasHash(TableRow row) => Hashes(row).Strongest is not null;

    private static FileHashes Hashes(TableRow row) => FileHashes.Parse($"SHA256={row["SHA256"]},SHA1={row["SHA1"]},MD5={row["MD5"]}");

    // Where a file can't be verified the column holds Windows' message, in the language of that Windows: whoever has a
    // publisher was signed, and does not verify. Without one nothing is proven; the file may have been locked.
    private static SignatureFact? Signature(string? verified, string? publisher)
    {
        var signer = Is(publisher, "n/a") ? null : publisher;
        if (Is(verified, "Signed"))
            return new(SignatureStatus.Valid, SignatureSource.HashCatalogue, signer, SignatureFact.IsMicrosoftName(signer), verified);
        if (Is(verified, "Unsigned"))
            return new(SignatureStatus.Unsigned, SignatureSource.HashCatalogue, signer, false, verified);
        return verified is null || Is(verified, "n/a") || signer is null
            ? null
            : new(SignatureStatus.Invalid, SignatureSource.HashCatalogue, signer, false, verified);
    }

    private static bool Is(string? value, string word) => string.Equals(value, word, StringComparison.OrdinalIgnoreCase);
}
