using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Hosting.Settings;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

public sealed class InstanceKeyTests : IDisposable
{
    private readonly StorageFolder _storage = new(Directory.CreateTempSubdirectory("triage-key-").FullName);
    private readonly EphemeralDataProtectionProvider _protection = new();

    private string KeyFile => Path.Combine(_storage.Keys, "evidence-signing.key");

    public void Dispose() => Directory.Delete(_storage.Root, recursive: true);

    [Fact]
    public void Public_Twice_IsTheSameKeyAlsoAfterARestart()
    {
        Assert.False(Key().Exists);
        var first = Key().Public();
        Assert.Equal(first, Key().Public());
        using var read = PublicKey.Read(first.Pem)!;
        Assert.Equal(256, read.KeySize);
        Assert.True(read.VerifyData("words"u8, Key().Sign("words"u8), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public void File_OfTheKey_IsEncryptedAndTheOwnersAlone()
    {
        Key().Public();
        var stored = File.ReadAllText(KeyFile);
        Assert.DoesNotContain("PRIVATE", stored, StringComparison.Ordinal);
        using var taken = ECDsa.Create();
        Assert.ThrowsAny<Exception>(() => taken.ImportPkcs8PrivateKey(Convert.FromBase64String(stored), out _));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Single(Directory.GetFiles(_storage.Keys));
    }

    [Fact]
    public void Public_ProtectionKeysGone_SaysSoAndMakesNoOther()
    {
        Key().Public();
        var stored = File.ReadAllText(KeyFile);
        var other = new InstanceKey(_storage, new EphemeralDataProtectionProvider());
        Assert.Contains("Restore the folder 'keys'", Assert.Throws<EvidenceKeyException>(other.Public).Message, StringComparison.Ordinal);
        Assert.Equal(stored, File.ReadAllText(KeyFile));
    }

    [Fact]
    public async Task Public_ManyAtOnce_MakeOneKey()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Key().Public().Fingerprint)));
        Assert.Single(keys.Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void Read_NoKey_IsNone(string pem) => Assert.Null(PublicKey.Read(pem));

    private InstanceKey Key() => new(_storage, _protection);
}
