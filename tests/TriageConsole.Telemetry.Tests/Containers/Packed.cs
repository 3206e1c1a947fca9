using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using TriageConsole.Telemetry.Containers;

namespace TriageConsole.Telemetry.Tests.Containers;

/// <summary>Makes archives, and opens them as an import does.</summary>
internal static class Packed
{
    internal static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    internal static byte[] Tar(TarEntryFormat format, params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
                    _ => new PaxTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(bytes);
                tar.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    /// <summary>One line per entry: member, format, records, codes of its faults.</summary>
    internal static List<string> Open(byte[] bytes, ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        using var stream = new MemoryStream(bytes);
        var lines = new List<string>();
        foreach (var entry in TelemetryFiles.Open(stream, limits))
        {
            var line = new StringBuilder(entry.Member).Append('|').Append(entry.Format?.Name);
            var items = entry.Read(limits, CancellationToken.None).ToList();
            line.Append('|').Append(items.Count(static item => item.IsRecord));
            foreach (var fault in items.Select(static item => item.Diagnostic).Append(entry.Fault).Append(entry.EndFault).OfType<ReadDiagnostic>())
                line.Append('|').Append(fault.Code);
            lines.Add(line.ToString());
        }

        return lines;
    }
}
