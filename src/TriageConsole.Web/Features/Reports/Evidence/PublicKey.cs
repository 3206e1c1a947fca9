using System.Security.Cryptography;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>The public part of a signing key.</summary>
/// <param name="Pem">SubjectPublicKeyInfo as PEM.</param>
/// <param name="Fingerprint">SHA-256 of the SubjectPublicKeyInfo, lower-case hex.</param>
public sealed record PublicKey(string Pem, string Fingerprint)
{
    private const int Longest = 4 * 1024;

    public static PublicKey Of(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(key.ExportSubjectPublicKeyInfoPem() + "\n", Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo())));
    }

    /// <summary>The key of a PEM; null for what is none, and for curves smaller than P-256.</summary>
    public static ECDsa? Read(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (pem.Length > Longest)
            return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize >= 256)
                return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // Not a key of this sort.
        }

        key.Dispose();
        return null;
    }

    /// <summary>The fingerprint in fours, for people who compare.</summary>
    public string Spaced => string.Join(' ', Fingerprint.Chunk(4).Select(four => new string(four)));

    /// <summary>A fingerprint as somebody wrote it down: with blanks, colons, capitals, or sha256 before it; null for what is none.</summary>
    public static string? Normalized(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hex = text.Trim();
        if (hex.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase))
            hex = hex["sha256:".Length..];
        hex = string.Concat(hex.Where(c => c is not (' ' or ':' or '-'))).ToLowerInvariant();
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigitLower) ? hex : null;
    }
}
