using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using TriageConsole.Telemetry.Mapping;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Mapping;

public sealed class WindowsEventMapperTests
{
    private const string Sysmon = "Microsoft-Windows-Sysmon";
    private const string Security = "Microsoft-Windows-Security-Auditing";

    [Theory]
    [InlineData(Sysmon, 1, true)]
    [InlineData(Sysmon, 5, true)]
    [InlineData(Sysmon, 7, true)]
    [InlineData(Sysmon, 10, true)]
    [InlineData(Sysmon, 11, true)]
    [InlineData(Sysmon, 15, true)]
    [InlineData(Sysmon, 29, true)]
    [InlineData(Sysmon, 23, false)]
    [InlineData(Sysmon, 3, false)]
    [InlineData(Sysmon, 4688, false)]
    [InlineData("MICROSOFT-WINDOWS-SYSMON", 1, true)]
    [InlineData("Microsoft-Windows-Kernel-IO", 1, false)]
    [InlineData(Security, 4688, true)]
    [InlineData(Security, 4689, true)]
    [InlineData(Security, 4624, false)]
    [InlineData("Microsoft-Windows-PowerShell", 4104, true)]
    [InlineData("PowerShellCore", 4103, true)]
    [InlineData("Microsoft-Windows-PowerShell", 800, false)]
    [InlineData("", 1, false)]
    public void Needs_ProviderAndId_AsTheAnalyticWants(string provider, int id, bool needed) =>
        Assert.Equal(needed, WindowsEventMapper.Needs(provider, id));

    [Fact]
    public void Needs_ManyCalls_AllocatesNothing()
    {
        _ = WindowsEventMapper.Needs(Sysmon, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
            _ = WindowsEventMapper.Needs(Sysmon, i);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Map_Sysmon1_UndoublesPercentInCommandLineOnly()
    {
        var found = Created(Sysmon, 1, ("UtcTime", "2024-03-05 14:30:00.123"), ("Image", @"C:\a.exe"), ("CommandLine", "a %%TEMP%% 100%%"), ("ParentCommandLine", "b %%TEMP%%"))!;

        Assert.Equal("a %TEMP% 100%", found.CommandLine);
        Assert.Equal("b %%TEMP%%", found.ParentCommandLine);
    }

    [Fact]
    public void Map_4688_LeavesPercentAlone() =>
        Assert.Equal("a %%x%%", Created(Security, 4688, ("NewProcessName", @"C:\a.exe"), ("CommandLine", "a %%x%%"))!.CommandLine);

    [Theory]
    [InlineData("-")]
    [InlineData("?")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Map_Nothing_IsNull(string? nothing)
    {
        var found = Created(
            Sysmon, 1, ("UtcTime", "2024-03-05 14:30:00.123"), ("Image", @"C:\a.exe"), ("ParentImage", nothing), ("ParentCommandLine", nothing),
            ("OriginalFileName", nothing), ("User", nothing), ("ParentProcessGuid", "{00000000-0000-0000-0000-000000000000}"), ("ParentProcessId", nothing))!;

        Assert.Equal((null, null, null, null), (found.ParentImage, found.ParentCommandLine, found.OriginalFileName, found.User));
        Assert.Null(found.ParentProcessGuid);
        Assert.Null(found.ParentProcessId);
    }

    [Theory]
    [InlineData("{8F0F2C11-1111-6000-0001-000000000002}")]
    [InlineData("8f0f2c11-1111-6000-0001-000000000002")]
    [InlineData(" {8f0f2c11-1111-6000-0001-000000000002} ")]
    public void Map_Guid_AnyCaseAndBraces(string text) =>
        Assert.Equal(new Guid("8f0f2c11-1111-6000-0001-000000000002"), Created(Sysmon, 1, ("UtcTime", "2024-03-05 14:30:00.123"), ("ProcessGuid", text))!.ProcessGuid);

    [Theory]
    [InlineData("0x2b8", 0x2b8u)]
    [InlineData("0X00000000000002B8", 0x2b8u)]
    [InlineData("696", 696u)]
    [InlineData("0x1ffffffff", null)]
    [InlineData("-1", null)]
    [InlineData("0x", null)]
    [InlineData("1e3", null)]
    public void Map_4688ProcessId_HexOrDecimal(string text, uint? id) =>
        Assert.Equal(id, Created(Security, 4688, ("NewProcessName", @"C:\a.exe"), ("NewProcessId", text))!.ProcessId);

    [Theory]
    [InlineData("S-1-16-0", "Untrusted")]
    [InlineData("S-1-16-4096", "Low")]
    [InlineData("S-1-16-8192", "Medium")]
    [InlineData("S-1-16-12288", "High")]
    [InlineData("S-1-16-16384", "System")]
    [InlineData(@"Mandatory Label\High Mandatory Level", "High")]
    [InlineData("high", "High")]
    [InlineData("S-1-16-1", "S-1-16-1")]
    [InlineData("-", null)]
    public void Map_MandatoryLabel_BecomesSysmonsWord(string label, string? word) =>
        Assert.Equal(word, Created(Security, 4688, ("NewProcessName", @"C:\a.exe"), ("MandatoryLabel", label))!.IntegrityLevel);

    [Theory]
    [InlineData("anna", "EXAMPLE", "0x1", @"EXAMPLE\anna", 1UL)]
    [InlineData("-", "-", "0x0", @"CORP\WS$", 0x3E7UL)]
    [InlineData(null, null, null, @"CORP\WS$", 0x3E7UL)]
    [InlineData("anna", "-", "0x0", "anna", 0x3E7UL)]
    public void Map_4688User_TargetWhereNamedElseSubject(string? target, string? domain, string? logon, string user, ulong logonId)
    {
        var found = Created(
            Security, 4688, ("SubjectUserName", "WS$"), ("SubjectDomainName", "CORP"), ("SubjectLogonId", "0x3e7"), ("NewProcessName", @"C:\a.exe"),
            ("TargetUserName", target), ("TargetDomainName", domain), ("TargetLogonId", logon))!;

        Assert.Equal((user, logonId), (found.User, found.LogonId));
    }

    [Fact]
    public void Map_4688Version1_HasNeitherParentNameNorCommandLine()
    {
        var found = Created(Security, 4688, ("SubjectUserName", "WS$"), ("NewProcessId", "0x10"), ("NewProcessName", @"C:\a.exe"), ("TokenElevationType", "%%1936"), ("ProcessId", "0x20"))!;

        Assert.Equal((16u, 32u, null, null, null), (found.ProcessId, found.ParentProcessId, found.ParentImage, found.CommandLine, found.IntegrityLevel));
    }

    [Theory]
    [InlineData("2024-03-05 14:30:00.123", 123)]
    [InlineData("2024-03-05T14:30:00.1230000Z", 123)]
    [InlineData("2024-03-05 14:30:00", 0)]
    public void Map_SysmonUtcTime_WinsOverTheRecordsOwn(string text, int milliseconds)
    {
        var found = Created(Sysmon, 1, ("UtcTime", text), ("Image", @"C:\a.exe"))!;

        Assert.Equal((new DateTime(2024, 3, 5, 14, 30, 0, milliseconds, DateTimeKind.Utc), TimeBasis.SysmonUtc), (found.UtcTime, found.TimeBasis));
    }

    [Theory]
    [InlineData(true, TimeBasis.LogUtc)]
    [InlineData(false, TimeBasis.Uncertain)]
    public void Map_NoUtcTime_TakesTheRecordsTimeWithItsBasis(bool isUtc, TimeBasis basis)
    {
        var record = Record(Sysmon, 1, ("UtcTime", "03/05/2024"), ("Image", @"C:\a.exe"));
        record.TimeIsUtc = isUtc;

        Assert.Equal(basis, WindowsEventMapper.Map(record, 0)!.TimeBasis);
    }

    [Fact]
    public void Map_NoTimeAtAll_IsNull()
    {
        var record = Record(Sysmon, 1, ("Image", @"C:\a.exe"));
        record.Time = null;

        Assert.Null(WindowsEventMapper.Map(record, 0));
    }

    [Fact]
    public void Map_NamesNoProcess_IsNull()
    {
        Assert.Null(Created(Sysmon, 1, ("UtcTime", "2024-03-05 14:30:00.123")));
        Assert.Null(Created(Security, 4688, ("CommandLine", "x")));
    }

    [Fact]
    public void Map_MessageWithForgedLines_GivesTheFirst()
    {
        var record = Record(Sysmon, 1, ("UtcTime", "2024-03-05 14:30:00.123"), ("Image", @"C:\a.exe"));
        record.Message = "Process Create:\r\nUtcTime: x\r\nProcessId: 7\r\nImage: C:\\a.exe\r\nCommandLine: a\r\nProcessId: 4\r\n";

        Assert.Equal(7u, ((ProcessCreatedEvent)WindowsEventMapper.Map(record, 0)!).ProcessId);
    }

    [Fact]
    public void Map_HtmlEntities_StayAsRecorded() =>
        Assert.Equal("a &gt; b", Created(Sysmon, 1, ("UtcTime", "2024-03-05 14:30:00.123"), ("Image", "a"), ("CommandLine", "a &gt; b"))!.CommandLine);

    [Fact]
    public void Map_UnstorableText_IsReplaced()
    {
        var found = Created(Sysmon, 1, ("UtcTime", "2024-03-05 14:30:00.123"), ("Image", "a\0b"), ("CommandLine", "x\uD800y\uDC00z\uD83D\uDE00"))!;

        Assert.Equal(("a\uFFFDb", "x\uFFFDy\uFFFDz\uD83D\uDE00"), (found.Image, found.CommandLine));
    }

    [Theory]
    [InlineData("true", "Valid", SignatureStatus.Valid)]
    [InlineData("false", "Unavailable", SignatureStatus.Unsigned)]
    [InlineData("true", "Expired", SignatureStatus.Invalid)]
    [InlineData(null, null, SignatureStatus.Unknown)]
    public void Map_Sysmon7_StatesTheSignature(string? signed, string? status, SignatureStatus expected)
    {
        var record = Record(Sysmon, 7, ("UtcTime", "2024-03-05 14:30:00.123"), ("Image", "a"), ("ImageLoaded", "b"), ("Signed", signed), ("SignatureStatus", status), ("Signature", "Some Company"));

        Assert.Equal(expected, ((ImageLoadedEvent)WindowsEventMapper.Map(record, 0)!).Signature.Status);
    }

    [Fact]
    public void Map_PowerShell_IsObservedAndNoProcess()
    {
        var observed = Assert.IsType<ObservedEvent>(WindowsEventMapper.Map(Record("Microsoft-Windows-PowerShell", 4104), 3));

        Assert.Equal((DataComponent.ScriptExecution, 3L), (observed.Component, observed.Origin.Index));
    }

    [Theory]
    [InlineData(15, "Hash", @"C:\Work\a.vbs:Zone.Identifier", @"C:\Work\a.vbs", true)]
    [InlineData(15, "Hash", @"C:\Work\a.vbs", @"C:\Work\a.vbs", true)]
    [InlineData(29, "Hashes", @"C:\Work\a.dll", @"C:\Work\a.dll", true)]
    [InlineData(11, "Hashes", @"C:\Work\a.vbs:x.js", @"C:\Work\a.vbs:x.js", false)]
    public void Map_FileWithAHash_IsTheFileThatTheHashIsOf(int id, string field, string target, string expected, bool hashed)
    {
        var hash = new string('A', 64);

        var file = (FileCreatedEvent)WindowsEventMapper.Map(Record(Sysmon, id, ("UtcTime", "2024-03-05 14:30:00.123"), ("Image", @"C:\a.exe"), ("TargetFilename", target), (field, $"MD5={new string('B', 32)},SHA256={hash}")), 0)!;

        Assert.Equal((expected, hashed ? hash : null), (file.TargetFilename, file.Hashes.Sha256?.ToUpperInvariant()));
    }

    private static ProcessCreatedEvent? Created(string provider, int id, params (string Name, string? Value)[] data) =>
        (ProcessCreatedEvent?)WindowsEventMapper.Map(Record(provider, id, data), 0);

    private static WindowsRecord Record(string provider, int id, params (string Name, string? Value)[] data)
    {
        var record = new WindowsRecord
        {
            Provider = provider,
            EventId = id,
            Channel = "c",
            Computer = "ws",
            Time = new DateTime(2024, 3, 5, 9, 0, 0, DateTimeKind.Utc),
        };
        foreach (var (name, value) in data)
            record.Add(name, value);
        return record;
    }
}
