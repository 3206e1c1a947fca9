using System.Formats.Tar;
using System.IO.Compression;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Telemetry.Formats;
using TriageConsole.Testing;
using TriageConsole.Testing.Demo;

namespace TriageConsole.Fuzz;

/// <summary>A reader under damage: how its inputs are made, and what it must keep to whatever they hold.</summary>
public sealed class FuzzTarget
{
    private const int MostSampleBytes = 150_000;
    private readonly Func<DemoSeed, byte[]> _make;
    private readonly Action<byte[]> _check;

    /// <summary>A reader of any kind; the tests plant faulty ones to see that they are caught.</summary>
    public FuzzTarget(string name, Func<DemoSeed, byte[]> make, Action<byte[]> check)
    {
        Name = name;
        _make = make;
        _check = check;
    }

    /// <summary>Every registered format, and every container.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. ImportFormats.All.Select(Format), Container("zip", Zip), Container("gz", Gzip), Container("tar", Tar), Container("tar.gz", static file => Gzip(Tar(file))),
    ];

    /// <summary>Short name, as the format's own.</summary>
    public string Name { get; }

    /// <summary>The input of this number: the same for the same seed, whatever was made before.</summary>
    public byte[] Make(ulong seed, int number) => _make(new DemoSeed(seed + ((ulong)number * 0xD1342543DE82EF95)));

    /// <summary>Reads an input; throws where a promise is broken.</summary>
    public void Check(byte[] input) => _check(input);

    private static FuzzTarget Format(ITelemetryFormat format)
    {
        var samples = Samples(format.Name == "event-xml" ? "eventxml" : format.Name);
        return new(
            format.Name,
            random =>
            {
                var file = Mutator.Damage(samples, random);
                if (format.Name == "evtx" && random.Chance(50))
                    Seals.Evtx(file);
                return file;
            },
            file => Promises.KeptBy(format, file));
    }

    private static FuzzTarget Container(string name, Func<byte[], byte[]> pack)
    {
        byte[][] inner = [.. ((string[])["ndjson", "eventxml", "csv"]).SelectMany(Samples), Zip("{}"u8.ToArray()), Gzip("{}"u8.ToArray()), Tar("{}"u8.ToArray())];
        byte[][] packed = [.. inner.Select(pack), .. Samples(name)];
        return new(
            name,
            random =>
            {
                // Damage inside a whole archive reaches the readers behind it.
                if (random.Chance(20))
                    return pack(Mutator.Damage(inner, random));
                var file = Mutator.Damage(packed, random);
                if (name == "tar" && random.Chance(70))
                    Seals.Tar(file);
                return file;
            },
            Promises.KeptByContainers);
    }

    private static byte[][] Samples(string folder)
    {
        var root = Checkout.PathOf("tests", "samples", folder);
        return Directory.Exists(root)
            ? [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(static file => file.Length <= MostSampleBytes)]
            : [];
    }

    private static byte[] Zip(byte[] file)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, level) in ((string, CompressionLevel)[])[("a/events", CompressionLevel.Fastest), ("../stored", CompressionLevel.NoCompression)])
            {
                var entry = zip.CreateEntry(name, level);
                // The clock has no place in an input that must be made again.
                entry.LastWriteTime = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var data = entry.Open();
                data.Write(file.AsSpan(0, Math.Min(file.Length, level == CompressionLevel.NoCompression ? 2_000 : int.MaxValue)));
            }
        }

        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] file)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(file);
        return stream.ToArray();
    }

    private static byte[] Tar(byte[] file)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Gnu, leaveOpen: true))
        {
            foreach (var entry in (TarEntry[])[new GnuTarEntry(TarEntryType.RegularFile, new string('n', 150)), new PaxTarEntry(TarEntryType.RegularFile, "../" + new string('p', 150)), new UstarTarEntry(TarEntryType.RegularFile, "u")])
            {
                entry.ModificationTime = DateTimeOffset.UnixEpoch;
                entry.DataStream = new MemoryStream(file, 0, entry.Format == TarEntryFormat.Gnu ? file.Length : Math.Min(file.Length, 1_000));
                tar.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }
}
