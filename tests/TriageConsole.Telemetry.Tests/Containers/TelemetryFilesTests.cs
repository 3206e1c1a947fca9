using System.Formats.Tar;
using CsCheck;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Containers;

public sealed class TelemetryFilesTests
{
    private static readonly byte[] Json = Samples.Bytes("ndjson/good/nxlog.ndjson");
    private static readonly byte[] Xml = Samples.Bytes("eventxml/good/events.xml");

    public static TheoryData<TarEntryFormat> Tars => [TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu];

    [Fact]
    public void Open_PlainFile_HasNoMember() => Assert.Equal(["|ndjson|10"], Packed.Open(Json));

    [Fact]
    public void Open_Gzip_HasNoMember() => Assert.Equal(["|ndjson|10"], Packed.Open(Packed.Gzip(Json)));

    [Fact]
    public void Open_GzipMembersInARow_AreOneFile() => Assert.Equal(["|ndjson|20"], Packed.Open([.. Packed.Gzip(Json), .. Packed.Gzip(Json)]));

    [Fact]
    public void Open_Zip_GivesEveryEntryByItsBytes() =>
        Assert.Equal(["a.evtx|ndjson|10", "b/c.txt|event-xml|10"], Packed.Open(Packed.Zip(("a.evtx", Json), ("b/", []), ("b/c.txt", Xml))));

    [Theory]
    [MemberData(nameof(Tars))]
    public void Open_Tar_OfEveryDialect(TarEntryFormat format) =>
        Assert.Equal(["a.json|ndjson|10", "b.xml|event-xml|10"], Packed.Open(Packed.Tar(format, ("a.json", Json), ("b.xml", Xml))));

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Open_TarWithLongName_KeepsIt(TarEntryFormat format)
    {
        var name = string.Join('/', Enumerable.Repeat("folder-of-a-long-name", 15)) + "/ä.json";

        Assert.Equal([$"{name}|ndjson|10"], Packed.Open(Packed.Tar(format, (name, Json))));
    }

    // GNU writes large numbers in binary: a first bit that is set where a checksum stands is no header, and no exception.
    [Theory]
    [InlineData(148, 8)]
    [InlineData(124, 12)]
    public void Open_TarWithBinaryNumber_IsReadOrIsNone(int at, int length)
    {
        var tar = Packed.Tar(TarEntryFormat.Gnu, ("a.json", Json));
        tar.AsSpan(at, length).Fill(0xFF);

        Assert.Equal(["||0"], Packed.Open(tar));
    }

    [Fact]
    public void Open_TarWithBinarySize_IsReadAsAny()
    {
        var tar = Packed.Tar(TarEntryFormat.Gnu, ("a.json", Json));
        tar.AsSpan(124, 12).Clear();
        tar[124] = 0x80;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(tar.AsSpan(132), Json.Length);
        var sum = 8 * ' ';
        for (var i = 0; i < 512; i++)
            sum += i is >= 148 and < 156 ? 0 : tar[i];
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", tar.AsSpan(148, 8));

        Assert.Equal(["a.json|ndjson|10"], Packed.Open(tar));
    }

    [Fact]
    public void Open_TarGz_IsOneArchive() =>
        Assert.Equal(["a.json|ndjson|10", "b.xml|event-xml|10"], Packed.Open(Packed.Gzip(Packed.Tar(TarEntryFormat.Ustar, ("a.json", Json), ("b.xml", Xml)))));

    [Fact]
    public void Open_TarGzWithoutTrailer_KeepsAllWithAnInfo()
    {
        var tar = Packed.Tar(TarEntryFormat.Ustar, ("a.json", Json));
        // The end mark and the padding are cut off, then the gzip trailer.
        var packed = Packed.Gzip(tar[..(512 + Json.Length)]);

        Assert.Equal(["a.json|ndjson|10", "|" + "|0|BOX002"], Packed.Open(packed[..^8]));
    }

    [Fact]
    public void Open_GzipWithoutTrailer_KeepsAllWithAnInfo() =>
        Assert.Equal(["|ndjson|10|BOX002"], Packed.Open(Packed.Gzip(Json)[..^8]));

    [Fact]
    public void Open_WholeTarInGzipWithoutTrailer_SaysSo() =>
        Assert.Equal(["a.json|ndjson|10", "||0|BOX002"], Packed.Open(Packed.Gzip(Packed.Tar(TarEntryFormat.Ustar, ("a.json", Json)))[..^8]));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(60)]
    public void Open_GzipCutAnywhere_IsNoticed(int missing) =>
        Assert.EndsWith("BOX002", Assert.Single(Packed.Open(Packed.Gzip(Json)[..^missing])), StringComparison.Ordinal);

    [Fact]
    public void Open_GzipWithDamagedBytes_Warns()
    {
        var bytes = Packed.Gzip(Json);
        bytes.AsSpan(bytes.Length * 3 / 4, 40).Fill(0xFF);

        var line = Assert.Single(Packed.Open(bytes));
        Assert.StartsWith("|ndjson|", line, StringComparison.Ordinal);
        Assert.Contains("BOX008", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TarCutInsideAnEntry_KeepsWhatWasThereAndWarns()
    {
        var tar = Packed.Tar(TarEntryFormat.Ustar, ("a.json", Json), ("b.json", Json));
        var cut = tar[..(512 + ((Json.Length + 511) / 512 * 512) + 512 + 2_000)];

        var lines = Packed.Open(cut);

        Assert.Equal("a.json|ndjson|10", lines[0]);
        Assert.StartsWith("b.json|ndjson|", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("BOX008", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Count);
    }

    [Fact]
    public void Open_NestedOnce_IsOpenedAndNamedByBoth()
    {
        var inner = Packed.Zip(("in.json", Json));

        Assert.Equal(["inner.zip/in.json|ndjson|10"], Packed.Open(Packed.Zip(("inner.zip", inner))));
        Assert.Equal(["t.tgz/in.json|ndjson|10"], Packed.Open(Packed.Zip(("t.tgz", Packed.Gzip(Packed.Tar(TarEntryFormat.Pax, ("in.json", Json)))))));
        Assert.Equal(["x.gz|ndjson|10"], Packed.Open(Packed.Zip(("x.gz", Packed.Gzip(Json)))));
        Assert.Equal(["inner.zip/in.json|ndjson|10"], Packed.Open(Packed.Gzip(Packed.Tar(TarEntryFormat.Ustar, ("inner.zip", inner)))));
    }

    [Fact]
    public void Open_NestedTooDeep_SaysSoAndReadsTheRest()
    {
        var deep = Packed.Zip(("two.zip", Packed.Zip(("three.zip", Packed.Zip(("x.json", Json))))), ("a.json", Json));

        Assert.Equal(["two.zip/three.zip||0|BOX005", "a.json|ndjson|10"], Packed.Open(deep));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData(@"C:\Windows\x.json")]
    [InlineData("..\\..\\x.json")]
    public void Open_NameThatLeadsAway_IsOnlyAName(string name)
    {
        Assert.Equal([$"{name}|ndjson|10"], Packed.Open(Packed.Zip((name, Json))));
        Assert.Equal([$"{name}|ndjson|10"], Packed.Open(Packed.Tar(TarEntryFormat.Pax, (name, Json))));
    }

    [Fact]
    public void Open_NestedZip_LeavesNothingBehind()
    {
        var before = Directory.GetFiles(Path.GetTempPath(), "triage-*.zip");

        _ = Packed.Open(Packed.Zip(("inner.zip", Packed.Zip(("in.json", Json)))));

        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "triage-*.zip").Except(before));
    }

    [Fact]
    public void Open_TooManyEntries_StopsAtTheLimit()
    {
        var limits = ReadLimits.Default with { MaxArchiveEntries = 3 };
        var entries = Enumerable.Range(0, 5).Select(static i => ($"{i}.json", Json)).ToArray();

        Assert.Equal(["0.json|ndjson|10", "1.json|ndjson|10", "2.json|ndjson|10", "||0|BOX007"], Packed.Open(Packed.Zip(entries), limits));
        Assert.Equal(["0.json|ndjson|10", "1.json|ndjson|10", "2.json|ndjson|10", "||0|BOX007"], Packed.Open(Packed.Tar(TarEntryFormat.Ustar, entries), limits));
    }

    [Fact]
    public void Open_DirectoryBeyondTheLimit_IsRefusedUnread()
    {
        var limits = ReadLimits.Default with { MaxArchiveEntries = 10 };
        var entries = Enumerable.Range(0, 500).Select(static i => ($"{i}.json", "{}"u8.ToArray())).ToArray();

        Assert.Equal(["||0|BOX007"], Packed.Open(Packed.Zip(entries), limits));
    }

    [Fact]
    public void Open_EntryOverTheSizeLimit_EndsThere()
    {
        var limits = ReadLimits.Default with { MaxEntryBytes = 4_000 };

        var line = Assert.Single(Packed.Open(Packed.Gzip(Json), limits));

        Assert.Contains("BOX003", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_Bomb_EndsAtTheRatioWithFlatMemory(bool zip)
    {
        var limits = ReadLimits.Default with { MaxRatio = 100 };
        var blank = new byte[1 << 20];
        Array.Fill(blank, (byte)' ');
        blank[0] = (byte)'{';
        blank[1] = (byte)'}';
        using var stream = new MemoryStream();
        if (zip)
        {
            using var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true);
            using var entry = archive.CreateEntry("bomb.json").Open();
            for (var i = 0; i < 300; i++)
                entry.Write(blank);
        }
        else
        {
            using var gzip = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true);
            for (var i = 0; i < 300; i++)
                gzip.Write(blank);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var line = Assert.Single(Packed.Open(stream.ToArray(), limits));

        Assert.EndsWith("BOX004", line, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    [Fact]
    public void Open_ManySmallBombs_AreCountedTogether()
    {
        var limits = ReadLimits.Default with { MaxRatio = 50 };
        var blank = new byte[30 << 20];
        Array.Fill(blank, (byte)' ');
        blank[0] = (byte)'{';
        blank[1] = (byte)'}';

        var lines = Packed.Open(Packed.Zip([.. Enumerable.Range(0, 12).Select(i => ($"{i}.json", blank))]), limits);

        Assert.Equal("||0|BOX004", lines[^1]);
        Assert.True(lines.Count < 12);
    }

    [Fact]
    public void Open_WhatIsNoTelemetry_IsAnInfoInArchives() =>
        Assert.Equal(
            ["__MACOSX/._a.json||0|BOX009", "empty.json||0|BOX009", "readme.txt||0", "a.json|ndjson|10"],
            Packed.Open(Packed.Zip(("__MACOSX/._a.json", [0, 5, 0x16, 7, 0, 2, 0, 0]), ("empty.json", []), ("readme.txt", "hello"u8.ToArray()), ("a.json", Json))));

    [Fact]
    public void Open_EncryptedEntry_SaysSoAndReadsTheRest()
    {
        var zip = Packed.Zip(("a.json", Json), ("b.json", Json));
        // The flag stands in the local header and in the directory.
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        Assert.Equal(["a.json||0|BOX006", "b.json|ndjson|10"], Packed.Open(zip));
    }

    [Fact]
    public void Open_ZipWithoutDirectory_SaysSo()
    {
        var zip = Packed.Zip(("a.json", Json));

        Assert.Equal(["||0|BOX001"], Packed.Open(zip[..(zip.Length / 2)]));
    }

    [Fact]
    public void Open_DamagedArchives_NeverThrow()
    {
        byte[][] seeds =
        [
            Packed.Zip(("a.json", Json), ("inner.zip", Packed.Zip(("x.xml", Xml)))),
            Packed.Gzip(Packed.Tar(TarEntryFormat.Pax, (new string('n', 150), Json), ("b", Xml))),
            Packed.Tar(TarEntryFormat.Gnu, (new string('n', 150), Json), ("b", Xml)),
            Packed.Gzip(Json),
        ];
        var damaged =
            from seed in Gen.Int[0, seeds.Length - 1]
            from hits in Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Byte).Array[1, 10]
            from tail in Gen.Bool
            from cut in Gen.Int[0, int.MaxValue - 1]
            select (seed, hits, tail, cut);
        damaged.Sample(
            made =>
            {
                var bytes = (byte[])seeds[made.seed].Clone();
                foreach (var (at, value) in made.hits)
                {
                    // Half of them where directories and trailers stand.
                    var place = made.tail ? bytes.Length - 1 - (at % Math.Min(400, bytes.Length)) : at % bytes.Length;
                    bytes[place] = value;
                }

                if (made.cut % 3 == 0)
                    bytes = bytes[..(made.cut % bytes.Length)];
                _ = Packed.Open(bytes);
            },
            iter: 2_000,
            threads: 2);
    }
}
