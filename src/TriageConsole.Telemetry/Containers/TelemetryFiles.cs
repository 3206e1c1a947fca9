using System.Formats.Tar;
using System.IO.Compression;
using TriageConsole.Telemetry.Formats;

namespace TriageConsole.Telemetry.Containers;

/// <summary>
/// Opens a file: plain, gz, zip, tar, tar.gz, and one archive inside another. Everything is known by its bytes. Nothing is
/// written to disk and no entry is held in memory whole.
/// </summary>
public static class TelemetryFiles
{
    /// <summary>The entries, one after the other; each is valid until the next is taken.</summary>
    /// <param name="file">Seekable stream at its start; not disposed here.</param>
    /// <param name="limits">Limits.</param>
    /// <exception cref="IOException">Reading the file itself failed.</exception>
    public static IEnumerable<TelemetryEntry> Open(Stream file, ReadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(limits);
        return Entries(file, string.Empty, file.CanSeek ? file.Length : null, 0, limits);
    }

    private static IEnumerable<TelemetryEntry> Entries(Stream bytes, string name, long? packed, int depth, ReadLimits limits)
    {
        var stream = new EntryStream(bytes, limits, depth == 0 ? null : packed, ImportFormats.HeadBytes);
        var kind = ContainerBytes.Detect(stream.Head);
        if (kind == ContainerKind.None && name.Length > 0 && ContainerBytes.IsFinderNote(stream.Head))
            return [new TelemetryEntry(name, new ReadDiagnostic("BOX008", DiagnosticSeverity.Info, null, "It is a note that macOS adds to archives, and holds no telemetry."))];
        if (kind == ContainerKind.None)
            return [new TelemetryEntry(name, stream, ImportFormats.Detect(stream.Head))];

        // A tar in a gz is one archive.
        var deeper = kind == ContainerKind.Tar && name.Length == 0 ? Math.Max(depth, 1) : depth + 1;
        if (deeper > limits.MaxContainerDepth)
            return [new TelemetryEntry(name, new ReadDiagnostic("BOX005", DiagnosticSeverity.Warning, null, $"It is an archive nested deeper than {limits.MaxContainerDepth}, and was not opened."))];
        return kind switch
        {
            ContainerKind.Gzip => Entries(new GZipStream(stream, CompressionMode.Decompress), name, packed, deeper, limits),
            ContainerKind.Tar => Counted(TarEntries(stream, name, deeper, limits), limits),
            _ when bytes.CanSeek => Counted(ZipEntries(bytes, name, deeper, limits), limits),
            _ => Counted(NestedZipEntries(stream, name, deeper, limits), limits),
        };
    }

    private static IEnumerable<TelemetryEntry> ZipEntries(Stream bytes, string name, int depth, ReadLimits limits)
    {
        bytes.Position = 0;
        ZipArchive? zip = null;
        ReadDiagnostic? fault = null;
        try
        {
            zip = new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
            _ = zip.Entries.Count;
        }
        catch (InvalidDataException)
        {
            fault = new("BOX001", DiagnosticSeverity.Error, null, "The zip has no readable directory: it is damaged or cut short.");
        }

        using (zip)
        {
            if (fault is not null)
            {
                yield return new TelemetryEntry(name, fault);
                yield break;
            }

            foreach (var entry in zip!.Entries)
            {
                if (entry.FullName.EndsWith('/') && entry.Length == 0)
                    continue;
                foreach (var inner in ZipEntry(entry, Member(name, entry.FullName), depth, limits))
                    yield return inner;
            }
        }
    }

    private static IEnumerable<TelemetryEntry> ZipEntry(ZipArchiveEntry entry, string member, int depth, ReadLimits limits)
    {
        if (entry.IsEncrypted)
        {
            yield return new TelemetryEntry(member, new ReadDiagnostic("BOX006", DiagnosticSeverity.Error, null, "The entry is encrypted and cannot be read; unpack it with its password first."));
            yield break;
        }

        Stream? stream = null;
        ReadDiagnostic? fault = null;
        try
        {
            stream = entry.Open();
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            fault = new("BOX001", DiagnosticSeverity.Error, null, "The entry is damaged or packed in a way that cannot be read.");
        }

        using (stream)
        {
            if (fault is not null)
            {
                yield return new TelemetryEntry(member, fault);
                yield break;
            }

            foreach (var inner in Entries(stream!, member, entry.CompressedLength, depth, limits))
                yield return inner;
        }
    }

    // A zip inside an archive cannot be sought in; it is spooled to a file that is gone when it is closed.
    private static IEnumerable<TelemetryEntry> NestedZipEntries(EntryStream stream, string name, int depth, ReadLimits limits)
    {
        using var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), $"triage-{Guid.NewGuid():N}.zip"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        stream.CopyTo(spool);
        if (stream.Fault is { } fault)
            yield return new TelemetryEntry(name, fault);
        foreach (var entry in ZipEntries(spool, name, depth, limits))
            yield return entry;
    }

    private static IEnumerable<TelemetryEntry> TarEntries(EntryStream stream, string name, int depth, ReadLimits limits)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (true)
        {
            TarEntry? entry = null;
            var damaged = false;
            try
            {
                entry = tar.GetNextEntry();
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or NotSupportedException)
            {
                damaged = true;
            }

            if (damaged)
            {
                yield return new TelemetryEntry(name, new ReadDiagnostic("BOX002", DiagnosticSeverity.Info, null, "The archive is damaged or cut short behind its last whole entry; what could be unpacked was read."));
                yield break;
            }

            if (entry is null)
                yield break;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
                continue;
            foreach (var inner in Entries(entry.DataStream ?? Stream.Null, Member(name, entry.Name), null, depth, limits))
                yield return inner;
        }
    }

    private static IEnumerable<TelemetryEntry> Counted(IEnumerable<TelemetryEntry> entries, ReadLimits limits)
    {
        var count = 0;
        foreach (var entry in entries)
        {
            if (++count > limits.MaxArchiveEntries)
            {
                yield return new TelemetryEntry(string.Empty, new ReadDiagnostic("BOX007", DiagnosticSeverity.Error, null, $"The archive has more than {limits.MaxArchiveEntries} entries; the rest was not read."));
                yield break;
            }

            yield return entry;
        }
    }

    private static string Member(string outer, string name) => outer.Length == 0 ? name : $"{outer}/{name}";
}
