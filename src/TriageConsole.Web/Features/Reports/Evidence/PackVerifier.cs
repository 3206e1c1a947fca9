using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>What came of checking a pack.</summary>
/// <param name="Manifest">What it says about itself; null where it says nothing that can be read.</param>
/// <param name="Fingerprint">Of the key that it is signed with; empty where there is none.</param>
/// <param name="Faults">What does not hold, for people; none for a pack that verifies.</param>
/// <param name="IsReadable">Whether it is an archive at all.</param>
public sealed record PackVerdict(PackManifest? Manifest, string Fingerprint, IReadOnlyList<string> Faults, bool IsReadable = true)
{
    public bool Holds => Faults.Count == 0;
}

/// <summary>The key that a pack must be signed with: as a whole, or by its fingerprint.</summary>
/// <param name="Fingerprint">SHA-256 of the public key, lower-case hex.</param>
public sealed record ExpectedKey(string Fingerprint);

/// <summary>
/// Checks a pack: every byte of it is signed, nothing is missing, nothing was added. Nothing is unpacked; the archive is taken to be
/// hostile, so what is read is bounded by what was signed.
/// </summary>
public static class PackVerifier
{
    private const long LargestArchive = 4L << 30;
    private const long LargestContent = 16L << 30;
    private const int MostMembers = 10_000;
    private const int MostFaults = 50;
    private const int LargestManifest = 16 << 20;
    private const int LargestSignature = 1 << 10;
    private const int LargestKey = 4 << 10;
    private const int UnixTypeShift = 16;
    private const int UnixTypeMask = 0xF000;
    private const int UnixLink = 0xA000;

    public static PackVerdict Verify(Stream archive, ExpectedKey? expected)
    {
        ArgumentNullException.ThrowIfNull(archive);
        if (archive.Length > LargestArchive)
            return Unreadable("It is larger than any evidence pack.");
        try
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            return Verify(archive, zip, expected);
        }
        catch (Exception e) when (IsOfTheArchive(e))
        {
            return Unreadable($"It is no ZIP archive, or it is damaged: {e.Message}");
        }
    }

    private static PackVerdict Verify(Stream archive, ZipArchive zip, ExpectedKey? expected)
    {
        if (zip.Entries.Count > MostMembers)
            return Unreadable("It has more members than any evidence pack.");
        if (NameFault(zip) is { } name)
            return new(null, string.Empty, [name]);
        var members = zip.Entries.ToDictionary(entry => entry.FullName, StringComparer.Ordinal);
        if (Small(members, PackManifest.FileName, LargestManifest) is not { } json || PackManifest.Read(json) is not { } manifest)
            return new(null, string.Empty, [$"{PackManifest.FileName} is missing or cannot be read: this is no evidence pack, or it was changed."]);
        if (manifest.Version != PackManifest.CurrentVersion)
            return new(manifest, string.Empty, [$"It is of version {manifest.Version}; this program knows version {PackManifest.CurrentVersion}."]);
        if (Small(members, PackManifest.KeyName, LargestKey) is not { } pem || PublicKey.Read(Encoding.UTF8.GetString(pem)) is not { } key)
            return new(manifest, string.Empty, [$"{PackManifest.KeyName} is missing or is no key that packs are signed with."]);
        using (key)
        {
            var fingerprint = PublicKey.Of(key).Fingerprint;
            List<string> faults = [];
            if (expected is not null && expected.Fingerprint != fingerprint)
                faults.Add($"It is signed with another key than the one given: {fingerprint}, not {expected.Fingerprint}.");
            if (manifest.Key.Fingerprint != fingerprint)
                faults.Add($"The manifest names another key ({manifest.Key.Fingerprint}) than the one in {PackManifest.KeyName}.");
            if (Small(members, PackManifest.SignatureName, LargestSignature) is not { } signature
                || !key.VerifyData(json, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            {
                // What an unsigned manifest says of files is worth nothing, and what it says of sizes may be meant to harm.
                faults.Add($"The signature of {PackManifest.FileName} does not fit: the manifest, its signature or the key was changed.");
                return new(manifest, fingerprint, faults);
            }

            faults.AddRange(FileFaults(members, manifest).Take(MostFaults));
            if (PackSeal.Fault(archive, key) is { } seal)
                faults.Add(seal);
            return new(manifest, fingerprint, faults);
        }
    }

    private static IEnumerable<string> FileFaults(Dictionary<string, ZipArchiveEntry> members, PackManifest manifest)
    {
        var listed = manifest.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        if (listed.Count != manifest.Files.Count || manifest.Files.Sum(file => (decimal)file.Bytes) > LargestContent || manifest.Files.Any(file => file.Bytes < 0))
        {
            yield return "The manifest lists files twice, or more than a pack can hold.";
            yield break;
        }

        foreach (var extra in members.Keys.Where(name => !listed.Contains(name) && !PackManifest.Unlisted.Contains(name)))
            yield return $"{extra}: was added; the manifest does not list it.";
        foreach (var file in manifest.Files)
        {
            if (!members.TryGetValue(file.Path, out var member))
                yield return $"{file.Path}: is missing.";
            else if (ContentFault(member, file) is { } fault)
                yield return $"{file.Path}: {fault}";
        }
    }

    private static string? ContentFault(ZipArchiveEntry member, PackFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        try
        {
            using var content = member.Open();
            var bytes = 0L;
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                // Not a byte more than was signed is unpacked, whatever the archive would still give.
                if ((bytes += read) > file.Bytes)
                    return $"is longer than the {file.Bytes} bytes that were signed.";
                hash.AppendData(buffer, 0, read);
            }

            if (bytes < file.Bytes)
                return $"has {bytes} bytes; {file.Bytes} were signed.";
        }
        catch (Exception e) when (IsOfTheArchive(e))
        {
            return $"cannot be unpacked: {e.Message}";
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256 ? null : "was changed: its SHA-256 is not the one that was signed.";
    }

    /// <summary>A name that would lead out of a folder, or that two systems read differently, is refused whatever is in the member.</summary>
    private static string? NameFault(ZipArchive zip)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            var name = entry.FullName;
            if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/') || name.Split('/').Any(part => part.Length == 0 || part.All(c => c == '.')))
                return "A member's name is none that an evidence pack has: it may be meant to lead out of the folder it is unpacked to.";
            if (!seen.Add(name))
                return $"{name}: is there twice.";
            if (((entry.ExternalAttributes >> UnixTypeShift) & UnixTypeMask) == UnixLink)
                return $"{name}: is a link.";
        }

        return null;
    }

    private static byte[]? Small(Dictionary<string, ZipArchiveEntry> members, string name, int largest)
    {
        if (!members.TryGetValue(name, out var member) || member.Length > largest)
            return null;
        using var content = member.Open();
        using var taken = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            // The length in the archive is a claim.
            if (taken.Length + read > largest)
                return null;
            taken.Write(buffer, 0, read);
        }

        return taken.ToArray();
    }

    // Offsets and lengths of a hostile archive lead the reader anywhere.
    private static bool IsOfTheArchive(Exception e) => e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException;

    private static PackVerdict Unreadable(string why) => new(null, string.Empty, [why], IsReadable: false);
}
