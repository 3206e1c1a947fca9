using System.Buffers.Binary;
using System.IO.Hashing;

namespace TriageConsole.Testing.Evtx;

/// <summary>
/// Writes EVTX files for tests and demo data: chunks with their checksums, records with templates or without. The same
/// calls give the same bytes.
/// </summary>
public sealed class EvtxWriter
{
    private const int FileHeaderBlock = 4096;
    private readonly List<byte[]> _done = [];
    private readonly Dictionary<string, EvtxTemplate> _templates = [];
    private EvtxChunk _chunk = new();
    private ulong _lastRecordId;

    /// <summary>The number of the next record; set it to leave a gap or to wrap.</summary>
    public ulong NextRecordId { get; set; } = 1;

    /// <summary>Adds an event, with templates unless <paramref name="literal"/>.</summary>
    public void Add(EvtxEvent item, bool literal = false)
    {
        ArgumentNullException.ThrowIfNull(item);
        var id = NextRecordId;
        if (literal)
        {
            Add(item.Time, xml => item.WriteLiteral(xml, id));
            return;
        }

        var system = Known($"S{item.Provider}", item.SystemTemplate);
        var layout = string.Join('|', item.Data.Select(static datum => $"{datum.Name}:{datum.Value.Type}"));
        var data = Known($"D{item.Provider}|{item.EventId}|{item.Version}|{layout}", item.DataTemplate);
        Add(item.Time, xml => item.WriteInstance(xml, id, system, data));
    }

    /// <summary>Adds a record of any fragment.</summary>
    public void Add(DateTime writtenUtc, Action<BinXmlWriter> fragment)
    {
        if (!_chunk.TryAdd(NextRecordId, writtenUtc, fragment))
        {
            NextChunk();
            if (!_chunk.TryAdd(NextRecordId, writtenUtc, fragment))
                throw new ArgumentException("The record is larger than a chunk.", nameof(fragment));
        }

        _lastRecordId = Math.Max(_lastRecordId, NextRecordId++);
    }

    /// <summary>Ends the chunk; the next record starts another.</summary>
    public void NextChunk()
    {
        _done.Add(_chunk.ToArray());
        _chunk = new();
    }

    /// <summary>The whole file, clean: header, checksums and chunk count right.</summary>
    public byte[] ToArray()
    {
        List<byte[]> chunks = _chunk.Records > 0 || _done.Count == 0 ? [.. _done, _chunk.ToArray()] : _done;
        var file = new byte[FileHeaderBlock + (chunks.Count * EvtxChunk.Size)];
        "ElfFile\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(16), (ulong)chunks.Count - 1);
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(24), _lastRecordId + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(32), 128);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(36), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(38), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(40), FileHeaderBlock);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(42), (ushort)Math.Min(chunks.Count, ushort.MaxValue));
        SealHeader(file);
        for (var i = 0; i < chunks.Count; i++)
            chunks[i].CopyTo(file.AsSpan(ChunkOffset(i)));
        return file;
    }

    /// <summary>Where a chunk stands in the file.</summary>
    public static int ChunkOffset(int index) => FileHeaderBlock + (index * EvtxChunk.Size);

    /// <summary>Makes a changed file header's checksum right again.</summary>
    public static void SealHeader(Span<byte> file) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file[124..], Crc32.HashToUInt32(file[..120]));

    private EvtxTemplate Known(string key, Func<EvtxTemplate> make)
    {
        if (!_templates.TryGetValue(key, out var template))
            _templates[key] = template = make();
        return template;
    }
}
