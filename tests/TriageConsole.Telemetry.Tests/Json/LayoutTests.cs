using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Json;

/// <summary>The same events in every layout come out the same.</summary>
public sealed class LayoutTests
{
    private const string Script = @"C:\Windows\System32\wscript.exe";
    private static readonly Guid Proxy = new("8f0f2c11-1111-6000-0001-000000000002");
    private static readonly Guid Explorer = new("8f0f2c11-1111-6000-0001-000000000001");

    public static TheoryData<string> Windows =>
    [
        "nxlog.ndjson", "nxlog-bom-crlf.ndjson", "nxlog-utf16.ndjson", "nxlog-array.json", "winlogbeat6.ndjson", "winlogbeat7.ndjson",
        "log-analytics.ndjson", "log-analytics-xml.ndjson", "velociraptor.ndjson", "velociraptor-hunter.ndjson", "velociraptor-etw.ndjson", "evtx-dump.json", "evtx-dump-named.json", "../../eventxml/good/lines.xml", "../../eventxml/good/events.xml",
        "../../eventxml/good/events-utf16.xml",
    ];

    [Theory]
    [MemberData(nameof(Windows))]
    public void Read_AnyWindowsLayout_SameEvents(string sample)
    {
        var items = Samples.Read(Samples.Bytes($"ndjson/good/{sample}"));

        Assert.Equal(10, items.Count(static item => item.IsRecord));
        Assert.Null(items[0].Event);
        Check4688((ProcessCreatedEvent)items[1].Event!);
        // Log Analytics drops the record's number, and ETW has none yet.
        Assert.Equal(sample.StartsWith("log-analytics", StringComparison.Ordinal) || sample.Contains("etw", StringComparison.Ordinal) ? null : 501L, items[1].Event!.Origin.RecordId);
        CheckSysmon1((ProcessCreatedEvent)items[2].Event!, 2);
        var module = (ImageLoadedEvent)items[3].Event!;
        Assert.Equal((Script, Script, Proxy), (module.Image, module.ImageLoaded, module.ProcessGuid!.Value));
        Assert.Equal((SignatureStatus.Valid, true), (module.Signature.Status, module.Signature.IsMicrosoft));
        Assert.Equal(new string('A', 1) + "B", module.Hashes.Sha256![..2]);
        var access = (ProcessAccessedEvent)items[4].Event!;
        Assert.Equal((Explorer, Proxy, 4001u, 4002u, 0x1FFFFFu), (access.SourceProcessGuid!.Value, access.TargetProcessGuid!.Value, access.SourceProcessId!.Value, access.TargetProcessId!.Value, access.GrantedAccess));
        var file = (FileCreatedEvent)items[5].Event!;
        Assert.Equal((@"C:\Work\out.log", Script, Proxy), (file.TargetFilename, file.Image, file.ProcessGuid!.Value));
        Assert.Equal("Get-Date", ((ScriptBlockEvent)items[7].Event!).Text);
        var ended = (ProcessEndedEvent)items[8].Event!;
        Assert.Equal((Proxy, 4002u), (ended.ProcessGuid!.Value, ended.ProcessId!.Value));
        var exited = (ProcessEndedEvent)items[9].Event!;
        Assert.Equal((null, 4002u, Script), (exited.ProcessGuid, exited.ProcessId!.Value, exited.Image));
        Assert.All(items.Where(static item => item.Event is not null), static item => Assert.Equal("ws-17.example.test", item.Event!.Host));
    }

    [Theory]
    [InlineData("nxlog.ndjson", TimeBasis.Corrected)]
    [InlineData("winlogbeat6.ndjson", TimeBasis.LogUtc)]
    [InlineData("winlogbeat7.ndjson", TimeBasis.LogUtc)]
    [InlineData("log-analytics.ndjson", TimeBasis.LogUtc)]
    [InlineData("log-analytics-xml.ndjson", TimeBasis.LogUtc)]
    [InlineData("velociraptor.ndjson", TimeBasis.LogUtc)]
    [InlineData("velociraptor-hunter.ndjson", TimeBasis.LogUtc)]
    [InlineData("evtx-dump.json", TimeBasis.LogUtc)]
    [InlineData("flat-timecreated-12h.ndjson", TimeBasis.Corrected)]
    public void Read_Time_IsUtcWithItsBasis(string sample, TimeBasis basis)
    {
        var items = Samples.Read(Samples.Bytes($"ndjson/good/{sample}"));
        var security = items.Select(static item => item.Event).OfType<ProcessCreatedEvent>().Single(static found => found.Kind == WitnessKind.Security4688);
        var sysmon = items.Select(static item => item.Event).OfType<ProcessCreatedEvent>().First(static found => found.Kind == WitnessKind.Sysmon1);

        Assert.Equal(basis, security.TimeBasis);
        Assert.Equal(TimeBasis.SysmonUtc, sysmon.TimeBasis);
        Assert.True((security.UtcTime - sysmon.UtcTime).Duration() < TimeSpan.FromSeconds(2), $"{security.UtcTime:o}");
        Assert.Equal(DateTimeKind.Utc, security.UtcTime.Kind);
    }

    [Theory]
    [InlineData("nxlog.ndjson")]
    [InlineData("winlogbeat6.ndjson")]
    public void Read_ProcessIdOnlyInMessage_IsTakenFromThere(string sample)
    {
        var found = (ProcessCreatedEvent)Samples.Read(Samples.Bytes($"ndjson/good/{sample}"))[6].Event!;

        Assert.Equal(4003u, found.ProcessId);
        Assert.Equal("cscript.exe slmgr.vbs /dli", found.CommandLine);
    }

    [Fact]
    public void Read_SecurityEventRows_AreStartAndEnd()
    {
        var items = Samples.Read(Samples.Bytes("ndjson/good/security-event.ndjson"));

        var started = (ProcessCreatedEvent)items[0].Event!;
        Assert.Equal((WitnessKind.Security4688, 4002u, 4001u, Script), (started.Kind, started.ProcessId, started.ParentProcessId, started.Image));
        Assert.Equal((@"EXAMPLE\anna", 0x3E7A1UL, "Medium", TimeBasis.LogUtc), (started.User, started.LogonId, started.IntegrityLevel, started.TimeBasis));
        Assert.Equal(@"wscript.exe //B C:\Work\inventory.vbs", started.CommandLine);
        Assert.Equal((4002u, Script), (((ProcessEndedEvent)items[1].Event!).ProcessId!.Value, ((ProcessEndedEvent)items[1].Event!).Image));
        Assert.True(items[2].IsRecord && items[2].Event is null);
    }

    [Fact]
    public void Read_ScriptBlocks_ArePartsOfOneBlockInEveryLayout()
    {
        var items = Samples.Read(Samples.Bytes("ndjson/good/powershell.ndjson"));

        var parts = items.Take(4).Select(static item => (ScriptBlockEvent)item.Event!).ToList();
        Assert.Equal("Write-Output '<img src=x onerror=alert(1)>'; exit", string.Concat(parts.Select(static part => part.Text)));
        Assert.Equal([1, 2, 3, 4], parts.Select(static part => part.Number));
        Assert.All(parts, static part => Assert.Equal(
            (4, 4007u, new Guid("6f0f2c11-1111-4000-8001-000000000009"), @"C:\Work\a.ps1"), (part.Total, part.ProcessId!.Value, part.BlockId!.Value, part.Path)));
        Assert.Equal("CommandInvocation(Write-Output)", ((ScriptBlockEvent)items[4].Event!).Text);
        var odd = (ScriptBlockEvent)items[5].Event!;
        Assert.Equal((null, 7, 7), (odd.BlockId, odd.Number, odd.Total));
        Assert.IsType<ObservedEvent>(items[6].Event);
    }

    [Fact]
    public void Read_Commands_AreTheSameInEveryLayout()
    {
        var commands = Samples.Read(Samples.Bytes("ndjson/good/powershell.ndjson")).Skip(7).Select(static item => (ScriptBlockEvent)item.Event!).ToList();

        Assert.Equal(4, commands.Count);
        Assert.All(commands, command =>
        {
            Assert.Equal(("ws-17.example.test", 4007u, 1, 1, @"C:\Work\a.ps1"), (command.Host, command.ProcessId!.Value, command.Number, command.Total, command.Path));
            Assert.Equal((new DateTime(2024, 3, 5, 14, 30, 8, 100, DateTimeKind.Utc), commands[0].BlockId, 8), (command.UtcTime, command.BlockId, command.BlockId!.Value.Version));
            Assert.Contains("value=\"<img src=x onerror=alert(1)>\"", command.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Read_VelociraptorEtw_TakesTheProcessOfItsHeader()
    {
        var script = Samples.Read(Samples.Bytes("ndjson/good/velociraptor-etw.ndjson")).Select(static item => item.Event).OfType<ScriptBlockEvent>().Single();

        Assert.Equal((2500u, "Microsoft-Windows-PowerShell/Operational"), (script.ProcessId!.Value, script.Origin.Channel));
    }

    [Fact]
    public void Read_VelociraptorTime_KeepsTheFractionOfItsSecond()
    {
        var security = (ProcessCreatedEvent)Samples.Read(Samples.Bytes("ndjson/good/velociraptor.ndjson"))[1].Event!;

        Assert.Equal(new DateTime(2024, 3, 5, 14, 30, 0, 100, DateTimeKind.Utc), security.UtcTime);
    }

    [Fact]
    public void Read_WinlogbeatModule_PutsMovedFieldsBack()
    {
        var items = Samples.Read(Samples.Bytes("ndjson/good/winlogbeat8-module.ndjson"));

        var started = (ProcessCreatedEvent)items[0].Event!;
        CheckSysmon1(started with { ParentUser = @"EXAMPLE\anna" }, 2);
        Assert.Equal(TimeBasis.LogUtc, started.TimeBasis);
        var module = (ImageLoadedEvent)items[1].Event!;
        Assert.Equal((Script, SignatureStatus.Valid, "Microsoft Windows"), (module.ImageLoaded, module.Signature.Status, module.Signature.Signer));
        Assert.Equal(Proxy, module.ProcessGuid);
    }

    [Fact]
    public void Read_Ecs_TakesProcessStartsOfWindowsOnly()
    {
        var items = Samples.Read(Samples.Bytes("ndjson/good/ecs.ndjson"));

        Assert.Equal(5, items.Count(static item => item.IsRecord));
        var first = (ProcessCreatedEvent)items[0].Event!;
        Assert.Equal((WitnessKind.Ecs, null, 4002u, @"EXAMPLE\anna", "Medium"), (first.Kind, first.ProcessGuid, first.ProcessId, first.User, first.IntegrityLevel));
        Assert.Equal(new DateTime(2024, 3, 5, 14, 30, 0, 100, DateTimeKind.Utc), first.UtcTime);
        Assert.Equal(new SignatureFact(SignatureStatus.Valid, SignatureSource.Event, "Microsoft Windows", true, "trusted"), first.Signature);
        var dotted = (ProcessCreatedEvent)items[1].Event!;
        Assert.Equal((4005u, @"C:\Users\anna\tool.exe", SignatureStatus.Unsigned), (dotted.ProcessId, dotted.Image, dotted.Signature!.Status));
        Assert.Null(items[2].Event);
        var wrapped = (ProcessCreatedEvent)items[3].Event!;
        Assert.Equal((WitnessKind.Sysmon1, 1, SignatureStatus.Invalid, "errorExpired"), (wrapped.Kind, wrapped.Origin.EventId, wrapped.Signature!.Status, wrapped.Signature.Detail));
        Assert.Null(items[4].Event);
    }

    private static void Check4688(ProcessCreatedEvent found)
    {
        Assert.Equal(WitnessKind.Security4688, found.Kind);
        Assert.Equal((4002u, 4001u, "Security"), (found.ProcessId, found.ParentProcessId, found.Origin.Channel));
        Assert.Equal($"\"{Script}\" //B C:\\Work\\%%DAY%%\\inventory.vbs".Replace("%%", "%", StringComparison.Ordinal), found.CommandLine);
        Assert.Equal((@"EXAMPLE\anna", 0x3E7A1UL, "Medium"), (found.User, found.LogonId, found.IntegrityLevel));
        Assert.Equal(@"C:\Windows\explorer.exe", found.ParentImage);
        Assert.Null(found.ProcessGuid);
    }

    private static void CheckSysmon1(ProcessCreatedEvent found, long index)
    {
        Assert.True(found.Origin.Index == index || found.Origin.Index == 0);
        Assert.Equal((WitnessKind.Sysmon1, Proxy, 4002u, Explorer, 4001u), (found.Kind, found.ProcessGuid, found.ProcessId, found.ParentProcessGuid, found.ParentProcessId));
        Assert.Equal($@"""{Script}"" //B C:\Work\%DAY%\inventory.vbs", found.CommandLine);
        Assert.Equal((@"EXAMPLE\anna", @"EXAMPLE\anna", "Medium", @"C:\Work\"), (found.User, found.ParentUser, found.IntegrityLevel, found.CurrentDirectory));
        Assert.Equal(("wscript.exe", "Sample Company", "Sample Product", "10.0.1"), (found.OriginalFileName, found.Company, found.Product, found.FileVersion));
        Assert.Equal("00112233445566778899AABBCCDDEEFF", found.Hashes.Md5);
        Assert.Equal(new DateTime(2024, 3, 5, 14, 30, 0, 100, DateTimeKind.Utc), found.UtcTime);
    }
}
