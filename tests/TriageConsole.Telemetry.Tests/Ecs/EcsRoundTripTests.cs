using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using TriageConsole.Telemetry.Ecs;
using TriageConsole.Telemetry.Formats.Json;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Ecs;

public sealed class EcsRoundTripTests
{
    private static readonly Gen<string> Text =
        Gen.OneOf(
            Gen.String[Gen.Char.AlphaNumeric, 1, 30],
            Gen.String[1, 200],
            Any("<img src=x onerror=alert(1)>", "\"C:\\a b\\x.exe\" /c \"%COMSPEC% & echo \u2028 \uD83D\uDE00\"", "{\"a\":1}", "ＡＢＣ\u00A0\u200B", "a\nb\tc"))
        .Select(Mapping)
        .Where(static text => !string.IsNullOrWhiteSpace(text) && text is not ("-" or "?"));

    private static readonly Gen<string?> Maybe = Gen.OneOf(Text.Select(static text => (string?)text), Gen.Const((string?)null));

    private static readonly Gen<string?> Account = Gen.OneOf(
        Gen.Const((string?)null),
        Any<string?>("EXAMPLE\\anna", "anna", "\\odd", "odd\\", "A\\B\\c"));

    private static readonly Gen<SignatureFact?> Signature =
        from kind in Gen.Int[0, 4]
        from signer in Any<string?>(null, "Microsoft Windows", "Some Company")
        from detail in Any<string?>(null, "errorExpired", "Revoked")
        select kind switch
        {
            0 => null,
            1 => new SignatureFact(SignatureStatus.Valid, SignatureSource.Event, signer, SignatureFact.IsMicrosoftName(signer), "trusted"),
            2 => new SignatureFact(SignatureStatus.Invalid, SignatureSource.Event, signer, false, detail),
            3 => new SignatureFact(SignatureStatus.Unsigned, SignatureSource.Event, signer, false, detail),
            _ => new SignatureFact(SignatureStatus.Unknown, SignatureSource.Event, signer, false, "Unavailable"),
        };

    private static readonly Gen<FileHashes> Hashes =
        from which in Gen.Int[0, 15]
        from bytes in Gen.Byte.Array[32]
        let hex = Convert.ToHexString(bytes)
        let known = !hex.StartsWith("0000", StringComparison.Ordinal)
        select new FileHashes
        {
            Sha256 = known && (which & 1) != 0 ? hex : null,
            Sha1 = known && (which & 2) != 0 ? hex[..40] : null,
            Md5 = known && (which & 4) != 0 ? hex[..32] : null,
            Imphash = known && (which & 8) != 0 ? hex[..32] : null,
        };

    private static readonly Gen<ProcessCreatedEvent> Events =
        from kind in Any(WitnessKind.Sysmon1, WitnessKind.Security4688, WitnessKind.Ecs)
        from ids in Gen.Select(Gen.Guid, Gen.UInt, Gen.Guid, Gen.UInt, Gen.ULong, Gen.Int[0, 31])
        from ticks in Gen.Long[new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks]
        from basis in Gen.Enum<TimeBasis>()
        from recordId in Gen.Long[0, long.MaxValue]
        from texts in Maybe.Array[12]
        from image in Text
        from users in Gen.Select(Account, Account)
        from level in Any<string?>(null, "Low", "Medium", "High", "System", "AppContainer")
        from hashes in Hashes
        from signature in Signature
        select new ProcessCreatedEvent
        {
            Origin = new RecordOrigin(0, (ids.Item6 & 1) != 0 ? recordId : null, texts[0] ?? string.Empty, kind switch { WitnessKind.Sysmon1 => 1, WitnessKind.Security4688 => 4688, _ => 0 }),
            Host = texts[1] ?? string.Empty,
            UtcTime = new DateTime(ticks, DateTimeKind.Utc),
            TimeBasis = basis,
            Kind = kind,
            ProcessGuid = (ids.Item6 & 2) != 0 && ids.Item1 != Guid.Empty ? ids.Item1 : null,
            ProcessId = (ids.Item6 & 4) != 0 ? ids.Item2 : null,
            Image = image,
            CommandLine = texts[2],
            CurrentDirectory = texts[3],
            User = users.Item1,
            LogonId = (ids.Item6 & 8) != 0 ? ids.Item5 : null,
            IntegrityLevel = level,
            OriginalFileName = texts[4],
            Company = texts[5],
            Product = texts[6],
            Description = texts[7],
            FileVersion = texts[8],
            Hashes = hashes == FileHashes.None ? FileHashes.None : hashes,
            Signature = signature,
            ParentProcessGuid = (ids.Item6 & 16) != 0 && ids.Item3 != Guid.Empty ? ids.Item3 : null,
            ParentProcessId = (ids.Item6 & 16) != 0 ? ids.Item4 : null,
            ParentImage = texts[9],
            ParentCommandLine = texts[10],
            ParentUser = users.Item2,
        };

    [Fact]
    public void WriteLine_AnyEvent_ReadsBackEqual() => Events.Sample(
        started =>
        {
            var bytes = Line(started);
            var item = Assert.Single(Samples.Read(new NdjsonFormat(), bytes));
            Assert.Null(item.Diagnostic);
            Assert.Equal(started, item.Event);
        },
        iter: 2_000);

    [Fact]
    public void WriteLine_Event_NamesItsPlaceAndEcsFields()
    {
        var started = new ProcessCreatedEvent
        {
            Origin = new RecordOrigin(7, 99, "Security", 4688),
            Host = "ws-17",
            UtcTime = new DateTime(2024, 3, 5, 14, 30, 0, DateTimeKind.Utc),
            TimeBasis = TimeBasis.Corrected,
            Kind = WitnessKind.Security4688,
            ProcessId = 4002,
            Image = @"C:\Windows\System32\wscript.exe",
            User = @"EXAMPLE\anna",
            ParentProcessId = 4001,
        };

        using var line = JsonDocument.Parse(Line(started));
        var root = line.RootElement;
        Assert.Equal("in.zip", root.GetProperty("source").GetString());
        Assert.Equal("a.json", root.GetProperty("member").GetString());
        Assert.Equal(7, root.GetProperty("index").GetInt64());
        Assert.Equal(99, root.GetProperty("record_id").GetInt64());
        Assert.Equal("Security", root.GetProperty("channel").GetString());
        Assert.Equal(4688, root.GetProperty("event_id").GetInt32());
        Assert.Equal("2024-03-05T14:30:00.0000000Z", root.GetProperty("@timestamp").GetString());
        Assert.Equal("corrected", root.GetProperty("labels").GetProperty("time_basis").GetString());
        Assert.Equal("wscript.exe", root.GetProperty("process").GetProperty("name").GetString());
        Assert.Equal("anna", root.GetProperty("user").GetProperty("name").GetString());
        Assert.Equal("4688", root.GetProperty("event").GetProperty("code").GetString());
        Assert.Equal(4001u, root.GetProperty("process").GetProperty("parent").GetProperty("pid").GetUInt32());
    }

    private static byte[] Line(ProcessCreatedEvent started)
    {
        var output = new ArrayBufferWriter<byte>();
        EcsProcessWriter.WriteLine(output, started, "in.zip", "a.json");
        Assert.Equal(output.WrittenCount - 1, output.WrittenSpan.IndexOf((byte)'\n'));
        return output.WrittenSpan.ToArray();
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // Events hold storable text only: the mapper sees to that, and so does this.
    private static string Mapping(string text) => TriageConsole.Telemetry.Mapping.FieldText.Clean(text);
}
