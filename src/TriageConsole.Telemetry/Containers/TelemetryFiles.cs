using System.IO.Compression;
using TriageConsole.Telemetry.Formats;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Containers;

/// <summary>
/// Opens a file: plain, gz, zip, tar, tar.gz, and one archive inside another. Everything is known by its bytes, entry names
/// are names only, and no entry is held in memory whole. A zip inside an archive, which can't be sought in, is spooled to a
/// temporary file under a name of our own.
/// </summary>
public static class TelemetryFiles
{
    private const int DirectoryBytesPerEntry = 1024;
    private const int LongestName = 1024;
    private const int MostPadding = 1 << 20;

    /// <summary>The entries, one after the other; each is valid until the next is taken.</summary>
    /// <param name="file">Seekable stream at its start; not disposed here.</param>
    /// <param name="limits">Limits.</param>
    /// <exception cref="IOException">Reading the file itself failed.</exception>
    public static IEnumerable<TelemetryEntry> Open(Stream file, ReadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(limits);
        var walk = new Walk(limits, new ContainerBudget(file.CanSeek ? file.Length : null, limits));
        return walk.Entries(new EntryStream(file, limits, ImportFormats.HeadBytes), file.CanSeek ? file : null, string.Empty, depth: 0, inGzip: false);
    }

    private sealed class Walk(ReadLimits limits, ContainerBudget budget)
    {
        public IEnumerable<TelemetryEntry> Entries(EntryStream stream, Stream? seekable, string name, int depth, bool inGzip)
        {
            var kind = ContainerBytes.Detect(stream.Head);
            if (kind == ContainerKind.None)
                return [Plain(stream, name, depth)];

            // A tar in a gz is one archive.
            var deeper = kind == ContainerKind.Tar && inGzip ? depth : depth + 1;
            if (deeper > limits.MaxContainerDepth)
                return [new TelemetryEntry(name, ContainerFaults.TooDeep(limits.MaxContainerDepth))];
            return kind switch
            {
                ContainerKind.Gzip => Gzip(stream, name, deeper),
                ContainerKind.Tar => Tar(stream, name, deeper),
                _ when seekable is not null => Zip(seekable, name, deeper),
                _ => NestedZip(stream, name, deeper),
            };
        }

        private static TelemetryEntry Plain(EntryStream stream, string name, int depth)
        {
            var format = ImportFormats.Detect(stream.Head);
            if (format is not null || depth == 0)
                return new TelemetryEntry(name, stream, format);
            // Beside telemetry archives hold what is none; that alone is no fault of theirs.
            if (stream.Fault is { } fault && (stream.Head.IsEmpty || fault.Severity != DiagnosticSeverity.Info))
                return new TelemetryEntry(name, fault);
            if (stream.Head.IsEmpty)
                return new TelemetryEntry(name, ContainerFaults.NoTelemetry("empty"));
            return ContainerBytes.IsAppleDouble(stream.Head)
                ? new TelemetryEntry(name, ContainerFaults.NoTelemetry("a macOS resource fork"))
                : new TelemetryEntry(name, stream, null);
        }

        private IEnumerable<TelemetryEntry> Gzip(EntryStream packed, string name, int depth)
        {
            using var source = new GzipSource(packed);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            var stream = EntryStream.Unpacking(gzip, limits, ImportFormats.HeadBytes, budget, packed: null, source);
            foreach (var entry in Entries(stream, null, name, depth, inGzip: true))
                yield return entry;
        }

        private IEnumerable<TelemetryEntry> Zip(Stream bytes, string name, int depth)
        {
            var fault = TryOpen(bytes, out var zip);
            using (zip)
            {
                if (zip is null)
                {
                    yield return new TelemetryEntry(name, fault!);
                    yield break;
                }

                foreach (var entry in zip.Entries)
                {
                    if (entry.FullName.EndsWith('/') && entry.Length == 0)
                        continue;
                    if (Stop() is { } stop)
                    {
                        yield return new TelemetryEntry(name, stop);
                        yield break;
                    }

                    foreach (var inner in ZipEntry(entry, Member(name, entry.FullName), depth))
                        yield return inner;
                }
            }
        }

        private ReadDiagnostic? TryOpen(Stream bytes, out ZipArchive? zip)
        {
            zip = null;
            try
            {
                if (ZipDirectory.Span(bytes) is not { } span)
                    return ContainerFaults.Unreadable("The zip");
                // The library reads the directory at once and whole, beyond what it says of its own length.
                if (span > Math.Max(1, limits.MaxArchiveEntries) * (long)DirectoryBytesPerEntry)
                    return ContainerFaults.TooManyEntries(limits.MaxArchiveEntries);
                bytes.Position = 0;
                zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
                _ = zip.Entries.Count;
                return null;
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException or OverflowException)
            {
                zip?.Dispose();
                zip = null;
                return ContainerFaults.Unreadable("The zip");
            }
        }

        private IEnumerable<TelemetryEntry> ZipEntry(ZipArchiveEntry entry, string member, int depth)
        {
            if (entry.IsEncrypted)
            {
                yield return new TelemetryEntry(member, ContainerFaults.Encrypted);
                yield break;
            }

            Stream? data = null;
            try
            {
                data = entry.Open();
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
            {
                // Said below: a yield can't stand in a catch.
            }

            using (data)
            {
                if (data is null)
                {
                    yield return new TelemetryEntry(member, ContainerFaults.Unreadable("The entry"));
                    yield break;
                }

                var stream = EntryStream.Unpacking(data, limits, ImportFormats.HeadBytes, budget, entry.CompressedLength, source: null);
                foreach (var inner in Entries(stream, null, member, depth, inGzip: false))
                    yield return inner;
            }
        }

        private IEnumerable<TelemetryEntry> NestedZip(EntryStream stream, string name, int depth)
        {
            using var spool = new FileStream(
                Path.Combine(Path.GetTempPath(), $"triage-{Guid.NewGuid():N}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            stream.CopyTo(spool);
            if (stream.Fault is { } fault)
            {
                yield return new TelemetryEntry(name, fault);
                yield break;
            }

            foreach (var entry in Zip(spool, name, depth))
                yield return entry;
        }

        private IEnumerable<TelemetryEntry> Tar(EntryStream archive, string name, int depth)
        {
            var tar = new TarWalker(archive);
            while (tar.Next(out var entry, out var data))
            {
                if (Stop() is { } stop)
                {
                    yield return new TelemetryEntry(name, stop);
                    yield break;
                }

                var stream = new EntryStream(data, limits, ImportFormats.HeadBytes);
                foreach (var inner in Entries(stream, null, Member(name, entry), depth, inGzip: false))
                    yield return inner;
            }

            // What pads the archive is read too, to see whether the gzip around it is whole.
            if (tar.HasEndMark)
                Drain(archive);
            if (archive.Fault is { } fault)
                yield return new TelemetryEntry(name, fault);
            else if (tar.IsDamaged)
                yield return new TelemetryEntry(name, ContainerFaults.Damaged(null));
            else if (!tar.HasEndMark)
                yield return new TelemetryEntry(name, ContainerFaults.EndMissing(null));
        }

        private static void Drain(EntryStream archive)
        {
            var waste = new byte[4096];
            for (var left = MostPadding; left > 0 && archive.Read(waste) is > 0 and var read; left -= read)
            {
            }
        }

        private ReadDiagnostic? Stop()
        {
            if (budget.IsSpent)
                return ContainerFaults.RatioTooHigh(0, limits.MaxRatio);
            return budget.TakeEntry() ? null : ContainerFaults.TooManyEntries(limits.MaxArchiveEntries);
        }
    }

    private static string Member(string outer, string name)
    {
        var member = FieldText.Clean(outer.Length == 0 ? name : $"{outer}/{name}");
        return member.Length <= LongestName ? member : FieldText.Clean(member[..LongestName]);
    }
}
