using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>
/// The key that this console signs evidence packs with: ECDSA on P-256, made at first use. Its private part lies in the
/// storage folder's keys, encrypted with them, and only the owner of the folder may read the file. It is never exchanged by itself: a pack of last
/// year must verify with the key that auditors wrote down.
/// </summary>
public sealed class InstanceKey(StorageFolder storage, IDataProtectionProvider protection)
{
    public const string Algorithm = "ECDSA P-256, SHA-256";

    private const string Purpose = "TriageConsole.EvidenceKey.v1";

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);
    private readonly Lock _gate = new();

    private string File => Path.Combine(storage.Keys, "evidence-signing.key");

    /// <summary>Whether it was made already.</summary>
    public bool Exists => System.IO.File.Exists(File);

    /// <summary>The public part; the key is made where there is none yet.</summary>
    /// <exception cref="EvidenceKeyException">It is there and cannot be read.</exception>
    public PublicKey Public()
    {
        using var key = Open();
        return PublicKey.Of(key);
    }

    /// <summary>Signs bytes; DER, as openssl reads it.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        using var key = Open();
        return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Signs a SHA-256; 64 bytes.</summary>
    public byte[] SignHash(ReadOnlySpan<byte> sha256)
    {
        using var key = Open();
        return key.SignHash(sha256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private ECDsa Open()
    {
        lock (_gate)
        {
            if (!Exists)
                Make();
            var key = ECDsa.Create();
            try
            {
                key.ImportPkcs8PrivateKey(Convert.FromBase64String(_protector.Unprotect(System.IO.File.ReadAllText(File))), out _);
                return key;
            }
            catch (Exception e) when (e is CryptographicException or FormatException or IOException or UnauthorizedAccessException)
            {
                key.Dispose();
                throw new EvidenceKeyException(
                    "The key that evidence packs are signed with cannot be read: the storage folder's keys are not those it was encrypted with. Restore the folder 'keys' from the backup; or move evidence-signing.key out of it, and a new key is made, which auditors must be told.", e);
            }
        }
    }

    private void Make()
    {
        Directory.CreateDirectory(storage.Keys);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var half = $"{File}.{Guid.NewGuid():N}.part";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(half, options))
        {
            file.Write(Encoding.ASCII.GetBytes(_protector.Protect(Convert.ToBase64String(key.ExportPkcs8PrivateKey()))));
            file.Flush(flushToDisk: true);
        }

        try
        {
            // Never over one that is there: whoever was first made the key.
            System.IO.File.Move(half, File, overwrite: false);
        }
        catch (IOException) when (System.IO.File.Exists(File))
        {
            System.IO.File.Delete(half);
        }
    }
}

/// <summary>The signing key is there and cannot be used; the message says what to do.</summary>
public sealed class EvidenceKeyException(string message, Exception inner) : Exception(message, inner);
