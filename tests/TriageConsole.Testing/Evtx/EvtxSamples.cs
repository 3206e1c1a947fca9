using System.Buffers.Binary;

namespace TriageConsole.Testing.Evtx;

/// <summary>The files under <c>tests/samples/evtx</c>, made anew. What each holds is said here once.</summary>
public static class EvtxSamples
{
    private static readonly DateTime Noon = new(2024, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Every sample: its path below <c>tests/samples/evtx</c> and its bytes.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> All() =>
    [
        ("good/templates.evtx", Templates()),
        ("good/literal.evtx", Literal()),
        ("good/values.evtx", Values()),
        ("good/markup.evtx", Markup()),
        ("good/wrapped.evtx", Wrapped()),
        ("good/slack.evtx", Slack()),
        ("good/dirty.evtx", Dirty()),
        ("bad/checksum.evtx", WrongChecksum()),
        ("bad/record-length.evtx", HostileLength()),
        ("bad/free-space.evtx", NoFreeSpace()),
        ("bad/no-chunk.evtx", NoChunk()),
        ("bad/self-reference.evtx", SelfReference()),
        ("bad/truncated.evtx", Templates()[..(EvtxWriter.ChunkOffset(0) + 1500)]),
        ("bad/header-only.evtx", Templates()[..4096]),
    ];

    /// <summary>The event that most samples hold: a process start in Sysmon's shape, told apart by <paramref name="number"/>.</summary>
    public static EvtxEvent ProcessStart(int number) => new()
    {
        Provider = "Microsoft-Windows-Sysmon",
        EventId = 1,
        Version = 5,
        Channel = "Microsoft-Windows-Sysmon/Operational",
        Time = Noon.AddSeconds(number),
        Data =
        [
            ("RuleName", EvtxValue.Text("-")),
            ("UtcTime", EvtxValue.Text($"2024-03-01 12:00:{number % 60:00}.000")),
            ("ProcessGuid", EvtxValue.Guid(new Guid(number + 1, 2, 3, [0, 0, 0, 0, 0, 0, 0, 1]))),
            ("ProcessId", EvtxValue.UInt32((uint)number + 1000)),
            ("Image", EvtxValue.Text(@"C:\Windows\System32\cscript.exe")),
            ("CommandLine", EvtxValue.Text($"cscript.exe //nologo report-{number}.vbs")),
            ("ParentProcessId", EvtxValue.UInt32(4)),
        ],
    };

    /// <summary>Two chunks of records with templates, the second time by reference; some records are of no interest.</summary>
    public static byte[] Templates()
    {
        var writer = new EvtxWriter();
        for (var i = 0; i < 20; i++)
        {
            if (i == 12)
                writer.NextChunk();
            writer.Add(i % 4 == 3 ? new EvtxEvent { EventId = 900, Data = [("Note", EvtxValue.Text($"note {i}"))] } : ProcessStart(i));
        }

        return writer.ToArray();
    }

    /// <summary>The same kind of records without templates, their element starts without dependency identifiers.</summary>
    public static byte[] Literal()
    {
        var writer = new EvtxWriter();
        for (var i = 0; i < 6; i++)
            writer.Add(ProcessStart(i), literal: true);
        return writer.ToArray();
    }

    /// <summary>One value of every type, with a template and without, and arrays.</summary>
    public static byte[] Values()
    {
        var writer = new EvtxWriter();
        var every = new EvtxEvent { EventId = 7, Data = EvtxSampleValues.Scalars.Select(static row => ((string?)row.Name, row.Value)).ToArray() };
        writer.Add(every);
        writer.Add(every with { Data = [.. every.Data.Where(static datum => datum.Value.Type is not 0x12 and not 0)] }, literal: true);
        writer.Add(new EvtxEvent { EventId = 8, Data = EvtxSampleValues.Arrays.Select(static row => ((string?)row.Name, row.Value)).ToArray() });
        return writer.ToArray();
    }

    /// <summary>CDATA, references, processing instructions, UserData, and a name made of parts.</summary>
    public static byte[] Markup()
    {
        var writer = new EvtxWriter();
        writer.Add(Noon, static xml =>
        {
            xml.FragmentHeader();
            xml.Element("Event", null, () =>
            {
                xml.ProcessingInstruction("sample", "passed over");
                xml.Element("System", null, () =>
                {
                    xml.Element("Provider", () => xml.Attribute("Name", "Sample-Provider"));
                    xml.Element("EventID", () => xml.Attribute("Qualifiers", "0"), () => xml.Text("42"));
                    xml.Element("TimeCreated", () => xml.Attribute("SystemTime", "2024-03-01T12:00:00.1234567Z"));
                });
                xml.Element("UserData", null, () => xml.Element("Wrapper", () => xml.Attribute("xmlns", "urn:sample"), () =>
                {
                    xml.Element("Markup", null, () =>
                    {
                        xml.Text("a");
                        xml.EntityReference("lt");
                        xml.CData("<b> & c");
                        xml.CharacterReference('\u00E9');
                        xml.EntityReference("amp");
                        xml.EntityReference("unknown");
                    });
                    xml.Element("Empty");
                }));
            });
            xml.EndOfStream();
        });
        return writer.ToArray();
    }

    /// <summary>A log that went round: the newest records stand in the first chunk. File order is as stored.</summary>
    public static byte[] Wrapped()
    {
        var writer = new EvtxWriter { NextRecordId = 100 };
        writer.Add(ProcessStart(100));
        writer.NextChunk();
        writer.NextRecordId = 7;
        writer.Add(ProcessStart(7));
        writer.Add(ProcessStart(8));
        return writer.ToArray();
    }

    /// <summary>Three records, then two of an earlier life of the chunk past its free-space offset.</summary>
    public static byte[] Slack()
    {
        var file = OneChunk(5);
        var chunk = Chunk(file);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[48..], (uint)RecordOffset(chunk, 3));
        EvtxChunk.Seal(chunk);
        return file;
    }

    /// <summary>A copy of a live log: flagged open, its chunk count of long ago.</summary>
    public static byte[] Dirty()
    {
        var file = Templates();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(120), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(42), 1);
        EvtxWriter.SealHeader(file);
        return file;
    }

    private static byte[] WrongChecksum()
    {
        var file = OneChunk(4);
        Chunk(file)[52] ^= 0xFF;
        Chunk(file)[124] ^= 0xFF;
        return file;
    }

    private static byte[] HostileLength()
    {
        var file = OneChunk(5);
        var chunk = Chunk(file);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[(RecordOffset(chunk, 2) + 4)..], 0xFFFF_FFF0);
        EvtxChunk.Seal(chunk);
        return file;
    }

    private static byte[] NoFreeSpace()
    {
        var file = OneChunk(4);
        var chunk = Chunk(file);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[48..], uint.MaxValue);
        EvtxChunk.Seal(chunk);
        return file;
    }

    private static byte[] NoChunk()
    {
        var writer = new EvtxWriter();
        for (var i = 0; i < 3; i++)
        {
            writer.Add(ProcessStart(i));
            writer.NextChunk();
        }

        var file = writer.ToArray();
        file[EvtxWriter.ChunkOffset(1)] = (byte)'X';
        return file;
    }

    private static byte[] SelfReference()
    {
        var writer = new EvtxWriter();
        EvtxTemplate loop = null!;
        loop = new(new Guid(9, 9, 9, new byte[8]), xml => xml.Element("Datum", null, () => xml.Instance(loop)));
        writer.Add(ProcessStart(0));
        writer.Add(Noon, xml => xml.Element("Event", null, () => xml.Element("UserData", null, () => xml.Instance(loop))));
        writer.Add(ProcessStart(2));
        return writer.ToArray();
    }

    /// <summary>A file of one chunk with so many process starts.</summary>
    public static byte[] OneChunk(int records)
    {
        var writer = new EvtxWriter();
        for (var i = 0; i < records; i++)
            writer.Add(ProcessStart(i));
        return writer.ToArray();
    }

    /// <summary>The first chunk of a file.</summary>
    public static Span<byte> Chunk(byte[] file) => file.AsSpan(EvtxWriter.ChunkOffset(0), EvtxChunk.Size);

    /// <summary>Where in a chunk a record starts.</summary>
    public static int RecordOffset(ReadOnlySpan<byte> chunk, int index)
    {
        var offset = 512;
        while (index-- > 0)
            offset += BinaryPrimitives.ReadInt32LittleEndian(chunk[(offset + 4)..]);
        return offset;
    }
}
