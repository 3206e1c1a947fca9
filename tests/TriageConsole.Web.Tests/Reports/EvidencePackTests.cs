using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

/// <summary>One pack of a filled console, checked as it is and after everything that somebody could do to it.</summary>
public sealed class EvidencePackTests(EvidencePackTests.Packed packed) : IClassFixture<EvidencePackTests.Packed>
{
    private byte[] Whole => packed.Pack;

    [Fact]
    public void Verify_PackAsMade_HoldsWithAndWithoutItsKey()
    {
        var verdict = Check(Whole);
        Assert.Empty(verdict.Faults);
        Assert.Equal(packed.Fingerprint, verdict.Fingerprint);
        Assert.Empty(Check(Whole, packed.Fingerprint).Faults);
    }

    [Fact]
    public void Members_OfAPack_AreAllThatTheIssueAsksFor()
    {
        var members = Unpack(Whole);
        Assert.Superset(
            new HashSet<string>(
            [
                "README.txt", "report/report.html", "csv/hosts.csv", "csv/techniques.csv", "csv/alerts.csv", "csv/approvals.csv", "csv/self-test.csv", "csv/self-test-runs.csv", "csv/exercises.csv", "baseline/baseline.json",
                "audit/alert-history.csv", "audit/case-history.csv", "audit/approved-use-versions.csv", "audit/settings-versions.csv", "audit/people.csv", "audit/reports.csv", "SHA256SUMS",
                "manifest.json", "manifest.sig", "public-key.pem",
            ]),
            members.Keys.ToHashSet());
        var manifest = PackManifest.Read(members["manifest.json"])!;
        Assert.All(manifest.Files, file => Assert.Equal((file.Sha256, file.Bytes), (Convert.ToHexStringLower(SHA256.HashData(members[file.Path])), members[file.Path].LongLength)));
        Assert.Equal((new DateOnly(2026, 2, 24), new DateOnly(2026, 3, 2), "UTC"), (manifest.Period.From, manifest.Period.Until, manifest.Period.Zone));
        Assert.Equal("mona", manifest.MadeBy);
        var sums = Encoding.UTF8.GetString(members["SHA256SUMS"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(sums, line => Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(members[line[66..]]))));
    }

    [Fact]
    public void Tables_HostileCells_AreNoFormulas()
    {
        var members = Unpack(Whole);
        foreach (var (path, content) in members.Where(member => member.Key.EndsWith(".csv", StringComparison.Ordinal)))
        {
            var text = Encoding.UTF8.GetString(content);
            Assert.All(text.TrimStart('\uFEFF').Split("\r\n").SelectMany(line => line.Split(',')), cell => Assert.False(cell.StartsWith('=') || cell.StartsWith('@'), $"{path}: {cell}"));
        }

        Assert.Contains("\"'=cmd|' /C calc'!A0\"", Encoding.UTF8.GetString(members["csv/hosts.csv"]), StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", Encoding.UTF8.GetString(members["audit/alert-history.csv"]), StringComparison.Ordinal);
        Assert.Contains("'@SUM", Encoding.UTF8.GetString(members["csv/self-test.csv"]), StringComparison.Ordinal);
        Assert.Contains(AlertStore.Hostile, Encoding.UTF8.GetString(members["csv/hosts.csv"]), StringComparison.Ordinal);
        Assert.Contains("Büro-ПК 東京", Encoding.UTF8.GetString(members["csv/hosts.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_OfAlerts_HaveALineForEachThatTheReportCounts()
    {
        var lines = Encoding.UTF8.GetString(Unpack(Whole)["csv/alerts.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 3, lines.Length);
    }

    // Every byte would take minutes; every 97th meets every member, its headers and the directory.
    [Fact]
    public void Verify_AnyOneByteChanged_DoesNotHold()
    {
        var copy = (byte[])Whole.Clone();
        for (var at = 0; at < copy.Length; at += 97)
        {
            copy[at] ^= 0x01;
            Assert.False(Holds(copy), $"Byte {at} of {copy.Length} was changed and nobody noticed.");
            copy[at] ^= 0x01;
        }

        for (var at = copy.Length - 400; at < copy.Length; at++)
        {
            copy[at] ^= 0x20;
            Assert.False(Holds(copy), $"Byte {at} of {copy.Length} was changed and nobody noticed.");
            copy[at] ^= 0x20;
        }

        Assert.True(Holds(copy));
    }

    [Fact]
    public void Verify_EachMemberChanged_NamesTheMember()
    {
        var members = Unpack(Whole);
        foreach (var name in members.Keys.Where(name => !PackManifest.Unlisted.Contains(name)))
        {
            var changed = members.ToDictionary();
            changed[name] = [.. members[name][..^1], (byte)(members[name][^1] ^ 1)];
            Assert.Contains(Check(Pack(changed)).Faults, fault => fault.StartsWith(name + ": was changed", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("manifest.sig")]
    [InlineData("public-key.pem")]
    public void Verify_WhatCarriesTheSignatureChanged_DoesNotHold(string name)
    {
        var changed = Unpack(Whole);
        changed[name][changed[name].Length / 2] ^= 1;
        Assert.False(Check(Pack(changed)).Holds);
        changed.Remove(name);
        Assert.False(Check(Pack(changed)).Holds);
    }

    [Fact]
    public void Verify_MemberRemovedOrAdded_NamesIt()
    {
        var less = Unpack(Whole);
        less.Remove("csv/alerts.csv");
        Assert.Contains("csv/alerts.csv: is missing.", Check(Pack(less)).Faults);
        var more = Unpack(Whole);
        more["csv/more.csv"] = [1];
        Assert.Contains(Check(Pack(more)).Faults, fault => fault.StartsWith("csv/more.csv: was added", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_SameFilesInAnotherArchive_SaysThatTheArchiveIsNotTheOne()
    {
        var fault = Assert.Single(Check(Pack(Unpack(Whole))).Faults);
        Assert.StartsWith("The archive carries no seal", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_OtherKey_DoesNotHold()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("another key", Assert.Single(Check(Whole, PublicKey.Of(other).Fingerprint).Faults), StringComparison.Ordinal);

        // Somebody else's manifest over the same files, signed by somebody else.
        var forged = Unpack(Whole);
        forged["public-key.pem"] = Encoding.ASCII.GetBytes(PublicKey.Of(other).Pem);
        forged["manifest.sig"] = other.SignData(forged["manifest.json"], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Assert.Contains(Check(Pack(forged)).Faults, fault => fault.Contains("names another key", StringComparison.Ordinal));
        Assert.Contains(Check(Pack(forged), packed.Fingerprint).Faults, fault => fault.Contains("another key than the one given", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("/etc/evil")]
    [InlineData("csv/../../evil")]
    [InlineData("C:evil")]
    [InlineData("csv\\evil.csv")]
    [InlineData("csv//evil.csv")]
    [InlineData("folder/")]
    [InlineData("csv/HOSTS.csv")]
    public void Verify_NameThatLeadsElsewhere_IsRefused(string name)
    {
        var members = Unpack(Whole);
        members[name] = [1];
        var verdict = Check(Pack(members));
        Assert.Single(verdict.Faults);
        Assert.False(verdict.Holds);
    }

    [Fact]
    public void Verify_SignedBomb_IsNotUnpackedBeyondWhatWasSigned()
    {
        // Signed by its maker, so that only the bound on what is read stands in the way: 64 MB of nothing where ten bytes are listed.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var manifest = PackManifest.Read(Unpack(Whole)["manifest.json"])! with
        {
            Key = new(InstanceKey.Algorithm, PublicKey.Of(key).Fingerprint),
            Files = [new("bomb.bin", 10, new string('0', 64))],
        };
        var json = manifest.ToJson();
        var pack = Pack(new()
        {
            ["bomb.bin"] = new byte[64 << 20],
            ["manifest.json"] = json,
            ["manifest.sig"] = key.SignData(json, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            ["public-key.pem"] = Encoding.ASCII.GetBytes(PublicKey.Of(key).Pem),
        });
        Assert.Contains("bomb.bin: is longer than the 10 bytes that were signed.", Check(pack).Faults);

        var large = manifest with { Files = [new("bomb.bin", long.MaxValue, new string('0', 64)), new("b", long.MaxValue, new string('0', 64))] };
        json = large.ToJson();
        var claims = Pack(new() { ["manifest.json"] = json, ["manifest.sig"] = key.SignData(json, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), ["public-key.pem"] = Encoding.ASCII.GetBytes(PublicKey.Of(key).Pem) });
        Assert.Contains(Check(claims).Faults, fault => fault.Contains("more than a pack can hold", StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_ManifestThatIsABomb_IsNotRead()
    {
        var members = Unpack(Whole);
        members["manifest.json"] = new byte[32 << 20];
        Assert.Contains("manifest.json is missing or cannot be read", Assert.Single(Check(Pack(members)).Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no archive at all")]
    public void Verify_NoArchive_IsUnreadable(string content) => Assert.False(Check(Encoding.ASCII.GetBytes(content)).IsReadable);

    [Fact]
    public void Verify_OtherVersion_SaysSo()
    {
        var members = Unpack(Whole);
        var manifest = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(members["manifest.json"])!;
        manifest["version"] = JsonSerializer.SerializeToElement(2);
        members["manifest.json"] = JsonSerializer.SerializeToUtf8Bytes(manifest);
        Assert.Contains("version 2", Assert.Single(Check(Pack(members)).Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256:")]
    public void Normalized_FingerprintAsPeopleWriteIt_IsTheSame(string before)
    {
        var spaced = before + string.Join(':', packed.Fingerprint.ToUpperInvariant().Chunk(2).Select(two => new string(two)));
        Assert.Equal(packed.Fingerprint, PublicKey.Normalized(spaced));
        Assert.Equal(packed.Fingerprint, PublicKey.Normalized(new PublicKey(string.Empty, packed.Fingerprint).Spaced));
        Assert.Null(PublicKey.Normalized(spaced[..^1]));
        Assert.Null(PublicKey.Normalized(spaced[..^1] + "g"));
    }

    private static PackVerdict Check(byte[] pack, string? fingerprint = null)
    {
        using var stream = new MemoryStream(pack, writable: false);
        return PackVerifier.Verify(stream, fingerprint is null ? null : new(fingerprint));
    }

    private static bool Holds(byte[] pack) => Check(pack) is { Holds: true, IsReadable: true };

    private static Dictionary<string, byte[]> Unpack(byte[] pack)
    {
        using var zip = new ZipArchive(new MemoryStream(pack, writable: false));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var taken = new MemoryStream();
            content.CopyTo(taken);
            return taken.ToArray();
        });
    }

    private static byte[] Pack(Dictionary<string, byte[]> members)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                member.Write(content);
            }
        }

        return output.ToArray();
    }

    /// <summary>The pack, made once.</summary>
    public sealed class Packed : IAsyncLifetime
    {
        public byte[] Pack { get; private set; } = [];

        public string Fingerprint { get; private set; } = string.Empty;

        public async ValueTask InitializeAsync()
        {
            using var bench = new ReportBench();
            await bench.FillAsync();
            var report = await bench.MakeAsync(ReportBench.Week, CancellationToken.None);
            Assert.True(report.State == ReportState.Completed, report.Error);
            Pack = await File.ReadAllBytesAsync(bench.PathOf(report, ReportFileKind.Pack));
            Fingerprint = bench.Key.Public().Fingerprint;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
