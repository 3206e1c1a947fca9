using System.Text;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Defender;

/// <summary>Rows of Defender's tables, the same in every shape they are exported in.</summary>
public sealed class DefenderTests
{
    private const string Hostile = @"C:\Users\anna\<img src=x onerror=alert(1)>.exe";
    private static readonly string Sha1A = string.Concat(Enumerable.Repeat("AB", 20));
    private static readonly string Sha1B = string.Concat(Enumerable.Repeat("CD", 20));

    public static TheoryData<string> ProcessTables =>
        ["csv/good/defender-process.csv", "csv/good/defender-process-utf16.csv", "csv/good/defender-process-utf16be-no-bom.csv"];

    public static TheoryData<string> JsonShapes =>
    [
        "ndjson/good/defender.ndjson", "ndjson/good/defender-array.json", "ndjson/good/defender-results.json", "ndjson/good/defender-results-pretty.json",
        "ndjson/good/defender-graph.json", "ndjson/good/defender-streaming.ndjson", "ndjson/good/defender-event-hub.json",
    ];

    [Theory]
    [MemberData(nameof(ProcessTables))]
    [MemberData(nameof(JsonShapes))]
    public void Read_ProcessRows_AreProcessStarts(string sample)
    {
        var items = Samples.Read(Samples.Bytes(sample));

        var first = (ProcessCreatedEvent)items[0].Event!;
        Assert.Equal((WitnessKind.Defender, null, 4002u, @"C:\Windows\System32\wscript.exe"), (first.Kind, first.ProcessGuid, first.ProcessId, first.Image));
        Assert.Equal("\"wscript.exe\" //B \"C:\\Work\\a, b.vbs\"\r\nsecond line", first.CommandLine);
        Assert.Equal((new DateTime(2024, 3, 5, 14, 30, 0, DateTimeKind.Utc).AddTicks(1_000_001), TimeBasis.LogUtc), (first.UtcTime, first.TimeBasis));
        Assert.Equal(("ws-17.example.test", @"example\anna", 255905UL, "Medium"), (first.Host, first.User, first.LogonId, first.IntegrityLevel));
        Assert.Equal((4001u, @"c:\windows\explorer.exe", "Explorer.EXE", @"example\anna"), (first.ParentProcessId, first.ParentImage, first.ParentCommandLine, first.ParentUser));
        Assert.Equal(("wscript.exe", "Microsoft Corporation", "Microsoft ® Windows Script Host"), (first.OriginalFileName, first.Company, first.Product));
        Assert.Equal((Sha1A, 64, 32), (first.Hashes.Sha1, first.Hashes.Sha256!.Length, first.Hashes.Md5!.Length));
        Assert.Equal((71L, "DeviceProcessEvents", 0), (first.Origin.RecordId, first.Origin.Channel, first.Origin.EventId));
        Assert.Null(first.Signature);
        var second = (ProcessCreatedEvent)items[1].Event!;
        Assert.Equal((Hostile, @"c:\windows\system32\wscript.exe", Sha1B), (second.Image, second.ParentImage, second.Hashes.Strongest));
        Assert.True(items[2].IsRecord && items[2].Event is null);
    }

    [Theory]
    [MemberData(nameof(JsonShapes))]
    public void Read_JsonShape_EveryRowIsARecordAndNothingElse(string sample)
    {
        var items = Samples.Read(Samples.Bytes(sample));

        Assert.Equal(Enumerable.Range(0, 8).Select(static i => (long)i), items.Select(static item => item.Index));
        Assert.All(items, static item => Assert.Null(item.Diagnostic));
        Assert.Equal(@"C:\Users\anna\helper.dll", ((ImageLoadedEvent)items[3].Event!).ImageLoaded);
        CheckCertificates([.. items.Skip(4).Select(static item => (FileSignatureEvent)item.Event!)]);
    }

    [Fact]
    public void Read_CertificateTable_TellsVerdictsByHash() =>
        CheckCertificates([.. Samples.Read(Samples.Bytes("csv/good/defender-certificates.csv")).Select(static item => (FileSignatureEvent)item.Event!)]);

    [Fact]
    public void Read_ModuleTable_StatesASignatureOnlyWhereCertificatesAreJoined()
    {
        var items = Samples.Read(Samples.Bytes("csv/good/defender-modules.csv"));

        var joined = (ImageLoadedEvent)items[0].Event!;
        Assert.Equal((@"C:\Work\signed.dll", 4002u, SignatureStatus.Valid, "Example Corp", false), (joined.ImageLoaded, joined.ProcessId, joined.Signature.Status, joined.Signature.Signer, joined.Signature.IsMicrosoft));
        Assert.Equal(SignatureStatus.Unknown, ((ImageLoadedEvent)items[1].Event!).Signature.Status);
    }

    [Fact]
    public void Read_LogAnalyticsHeader_NamesTheZone()
    {
        var first = (ProcessCreatedEvent)Samples.Read(Samples.Bytes("csv/good/defender-process-log-analytics.csv"))[0].Event!;

        Assert.Equal((new DateTime(2024, 3, 5, 14, 30, 0, 100, DateTimeKind.Utc), TimeBasis.LogUtc), (first.UtcTime, first.TimeBasis));
    }

    [Theory]
    [InlineData("ProcessCreated", "2024-03-05 14:30:00", true, TimeBasis.Uncertain)]
    [InlineData("ProcessCreated", "3/5/2024 2:30:00 PM", false, TimeBasis.Uncertain)]
    [InlineData("", "2024-03-05T14:30:00Z", true, TimeBasis.LogUtc)]
    [InlineData("OpenProcess", "2024-03-05T14:30:00Z", false, TimeBasis.LogUtc)]
    public void Read_Row_IsAStartByItsActionAndAReadableTime(string action, string time, bool isStart, TimeBasis basis)
    {
        var text = $"Timestamp,DeviceName,ActionType,FileName,ProcessId,ProcessCommandLine\n{time},ws,{action},a.exe,7,a.exe /x\n";

        var item = Samples.Read(Encoding.UTF8.GetBytes(text))[0];

        Assert.Equal(isStart, item.Event is ProcessCreatedEvent);
        if (item.Event is { } found)
            Assert.Equal(basis, found.TimeBasis);
    }

    [Theory]
    [InlineData("FileCreated", true)]
    [InlineData("FileModified", true)]
    [InlineData("FileDeleted", false)]
    public void Read_FileWithAHash_KeepsIt(string action, bool expected)
    {
        var text = $"Timestamp,DeviceName,ActionType,FileName,FolderPath,SHA256,InitiatingProcessFileName,InitiatingProcessId\n2024-03-05T14:30:00Z,ws,{action},a.vbs,C:\\Work,{new string('a', 64)},cmd.exe,9\n";

        var file = Samples.Read(Encoding.UTF8.GetBytes(text))[0].Event as FileCreatedEvent;

        Assert.Equal(expected ? new string('a', 64) : null, file?.Hashes.Sha256, ignoreCase: true);
    }

    [Fact]
    public void Read_FileCreated_IsAFileOfItsProcess()
    {
        const string Text = "Timestamp,DeviceName,ActionType,FileName,FolderPath,InitiatingProcessFileName,InitiatingProcessId\n2024-03-05T14:30:00Z,ws,FileCreated,a.vbs,C:\\Work,cmd.exe,9\n";

        var file = (FileCreatedEvent)Samples.Read(Encoding.UTF8.GetBytes(Text))[0].Event!;

        Assert.Equal((@"C:\Work\a.vbs", "cmd.exe", 9u), (file.TargetFilename, file.Image, file.ProcessId));
    }

    [Theory]
    [InlineData("", "TokenElevationTypeFull", "High")]
    [InlineData("", "TokenElevationTypeLimited", "Medium")]
    [InlineData("", "TokenElevationTypeDefault", null)]
    [InlineData("Low", "TokenElevationTypeFull", "Low")]
    public void Read_TokenElevation_StandsInForAMissingIntegrity(string integrity, string token, string? expected)
    {
        var text = $"Timestamp,DeviceName,ActionType,FileName,ProcessId,ProcessIntegrityLevel,ProcessTokenElevation\n2024-03-05T14:30:00Z,ws,ProcessCreated,a.exe,7,{integrity},{token}\n";

        Assert.Equal(expected, ((ProcessCreatedEvent)Samples.Read(Encoding.UTF8.GetBytes(text))[0].Event!).IntegrityLevel);
    }

    [Theory]
    [InlineData("2024-03-05T14:29:00.5Z", true)]
    [InlineData("2024-03-05 14:29:00", false)]
    [InlineData("", false)]
    public void Read_InitiatingProcess_IsKnownByItsStartWhereThatIsSound(string created, bool known)
    {
        var start = known ? new DateTime(2024, 3, 5, 14, 29, 0, 500, DateTimeKind.Utc) : (DateTime?)null;
        const string Columns = "Timestamp,DeviceName,ActionType,FileName,FolderPath,InitiatingProcessFileName,InitiatingProcessId,InitiatingProcessCreationTime\n2024-03-05T14:30:00Z,ws,";

        Assert.Equal(start, ((FileCreatedEvent)Samples.Read(Encoding.UTF8.GetBytes($"{Columns}FileCreated,a.vbs,C:\\Work,cmd.exe,9,{created}\n"))[0].Event!).ProcessStartUtc);
        Assert.Equal(start, ((ImageLoadedEvent)Samples.Read(Encoding.UTF8.GetBytes($"{Columns}ImageLoaded,a.dll,C:\\Work,cmd.exe,9,{created}\n"))[0].Event!).ProcessStartUtc);
    }

    [Fact]
    public void Read_Grandparent_IsNamed()
    {
        const string Text = "Timestamp,DeviceName,ActionType,FileName,ProcessId,InitiatingProcessFileName,InitiatingProcessId,InitiatingProcessParentId,InitiatingProcessParentFileName\n2024-03-05T14:30:00Z,ws,ProcessCreated,a.exe,7,cmd.exe,9,5,winword.exe\n";

        var started = (ProcessCreatedEvent)Samples.Read(Encoding.UTF8.GetBytes(Text))[0].Event!;

        Assert.Equal((5u, "winword.exe"), (started.GrandparentProcessId, started.GrandparentImage));
    }

    [Fact]
    public void Read_RowsLongerThanARecordTogether_AreReadOneByOne()
    {
        var row = "{\"Timestamp\":\"2024-03-05T14:30:00Z\",\"DeviceName\":\"ws\",\"ActionType\":\"ProcessCreated\",\"FileName\":\"a.exe\",\"ProcessId\":7}";
        var text = $"{{\"Schema\":[],\"Results\":[{string.Join(',', Enumerable.Repeat(row, 100))}]}}";

        var items = Samples.Read(new TriageConsole.Telemetry.Formats.Json.NdjsonFormat(), Encoding.UTF8.GetBytes(text), ReadLimits.Default with { MaxRecordBytes = 1_000 });

        Assert.Equal(100, items.Count(static item => item.Event is ProcessCreatedEvent));
        Assert.All(items, static item => Assert.Null(item.Diagnostic));
    }

    private static void CheckCertificates(List<FileSignatureEvent> found)
    {
        Assert.Equal(
            [
                (Sha1A, SignatureStatus.Valid, "Microsoft Windows", true, (string?)null),
                (Sha1B, SignatureStatus.Unsigned, null, false, null),
                (string.Concat(Enumerable.Repeat("12", 20)), SignatureStatus.Invalid, "Example Corp", false, "Untrusted"),
                // Microsoft's name under another root.
                (string.Concat(Enumerable.Repeat("34", 20)), SignatureStatus.Valid, "Microsoft Windows", false, null),
            ],
            found.Select(static f => (f.Hashes.Strongest!, f.Signature.Status, f.Signature.Signer, f.Signature.IsMicrosoft, f.Signature.Detail)));
        Assert.All(found, static f => Assert.Equal("ws-17.example.test", f.Host));
    }
}
