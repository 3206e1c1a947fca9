using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

public sealed class MergeTests
{
    private const string Cmd = @"C:\Windows\System32\cmd.exe";
    private const string Shell = @"C:\Windows\explorer.exe";

    [Theory]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Postgres, true)]
    public async Task Write_SysmonAndSecurityOfOneProcess_AreOneProcessWithTwoWitnesses(Engine engine, bool securityFirst)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var sysmon = Tell.Sysmon1(0, 10, 400, Cmd).From(Tell.Sysmon1(-1, 1, 300, Shell));
        var security = sysmon.Twin(1, later: 1.9);
        await test.ImportAsync(1, securityFirst ? [security, sysmon] : [sysmon, security]);

        var row = (await test.ProcessesAsync()).Of("cmd.exe");

        Assert.Equal(WitnessKind.Sysmon1 | WitnessKind.Security4688, row.Witnesses);
        Assert.Equal([0L, 1], row.WitnessRecords.Select(w => w.RecordIndex).Order());
        Assert.Equal(sysmon.ProcessGuid, row.ProcessGuid);
        Assert.Equal(sysmon.UtcTime, row.StartUtc);
        Assert.Equal(EdgeCorroboration.None, row.Corroboration);
    }

    [Theory]
    [InlineData(2.1, Cmd, 400u)]
    [InlineData(0.1, @"C:\Windows\System32\cscript.exe", 400u)]
    [InlineData(0.1, Cmd, 404u)]
    public async Task Write_OtherTimeImageOrId_AreTwoProcesses(double later, string image, uint pid)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Tell.Sysmon1(0, 10, 400, Cmd), Tell.Security4688(1, 10 + later, pid, image));

        Assert.Equal(2, (await test.ProcessesAsync()).Count(p => p.Witnesses != WitnessKind.None));
    }

    [Theory]
    [InlineData(TimeBasis.Corrected, 3.5, true)]
    [InlineData(TimeBasis.LogUtc, 3.5, false)]
    [InlineData(TimeBasis.Corrected, 4.5, false)]
    public async Task Write_CorrectedTime_AllowsALittleMore(TimeBasis basis, double later, bool merged)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Tell.Sysmon1(0, 10, 400, Cmd), Tell.Security4688(1, 10 + later, 400, Cmd) with { TimeBasis = basis });

        Assert.Equal(merged ? 1 : 2, (await test.ProcessesAsync()).Count);
    }

    [Theory]
    [InlineData("same words", 400u, true)]
    [InlineData("other words", 400u, false)]
    public async Task Write_UncertainTime_MergesOnlyOnEqualWords(string command, uint pid, bool merged)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var security = Tell.Security4688(1, -4 * 3600, pid, Cmd, command) with { TimeBasis = TimeBasis.Uncertain };
        await test.ImportAsync(1, [security, Tell.Sysmon1(0, 10, 400, Cmd, "same words")]);

        Assert.Equal(merged ? 1 : 2, (await test.ProcessesAsync()).Count);
    }

    [Fact]
    public async Task Write_UncertainTimeThatFitsTwo_StaysAlone()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(
            Tell.Sysmon1(0, 10, 400, Cmd), Tell.Sysmon1(1, 5000, 400, Cmd),
            Tell.Security4688(2, -4 * 3600, 400, Cmd) with { TimeBasis = TimeBasis.Uncertain });

        Assert.Equal(3, (await test.ProcessesAsync()).Count);
    }

    [Theory]
    [InlineData("WS1")]
    [InlineData("ws1.EXAMPLE.test")]
    public async Task Write_ShortAndFullName_AreOneComputer(string other)
    {
        foreach (var shortFirst in (bool[])[true, false])
        {
            await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
            var sysmon = Tell.Sysmon1(0, 10, 400, Cmd);
            var security = sysmon.Twin(1) with { Host = other };
            await test.ImportAsync(1, shortFirst ? [security, sysmon] : [sysmon, security]);

            var row = Assert.Single(await test.ProcessesAsync());
            Assert.Equal("ws1.example.test", row.Host!.NameKey);
            Assert.Equal("ws1", row.Host.LabelKey);
        }
    }

    [Fact]
    public async Task Write_TwoFullNamesWithOneLabel_AreTwoComputers()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Tell.Sysmon1(0, 10, 400, Cmd), Tell.Sysmon1(1, 10, 400, Cmd) with { Host = "ws1.other.test" });

        Assert.Equal(2, (await test.ProcessesAsync()).Select(p => p.HostId).Distinct().Count());
    }

    [Theory]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Postgres, false)]
    public async Task Write_WitnessesThatNameOtherParents_AreAContradictionInWords(Engine engine, bool securityFirst)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var sysmon = Tell.Sysmon1(0, 10, 400, Cmd).From(Tell.Sysmon1(-1, 1, 300, Shell));
        var security = sysmon.Twin(1) with { ParentProcessId = 512, ParentImage = @"C:\Users\ann\evil.exe" };
        await test.ImportAsync(1, securityFirst ? [security, sysmon] : [sysmon, security]);

        var row = (await test.ProcessesAsync()).Of("cmd.exe");

        Assert.Equal(EdgeCorroboration.Contradicted, row.Corroboration);
        Assert.Equal(
            @"Sysmon 1 names C:\Windows\explorer.exe (process id 300) as the parent, Security 4688 names C:\Users\ann\evil.exe (process id 512).",
            row.Contradiction!.Value);
        Assert.Equal("explorer.exe", WindowsPath.FileName(row.Parent!.Image!.Value));
    }

    [Fact]
    public async Task Write_GhostNamedByGuid_BecomesTheSecurityRecordOfItsSecond()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var parent = Tell.Sysmon1(-1, 10, 300, Shell);
        await test.ImportAsync(1, [Tell.Sysmon1(0, 20, 400, Cmd).From(parent), parent.Twin(1, later: 0.5), Tell.Security4688(2, 17, 300, Shell)]);

        var rows = await test.ProcessesAsync();

        var child = rows.Of("cmd.exe");
        Assert.Equal(ParentEdgeKind.Observed, child.ParentEdge);
        Assert.Equal(parent.ProcessGuid, child.Parent!.ProcessGuid);
        Assert.Equal(parent.UtcTime.AddSeconds(0.5), child.Parent.StartUtc);
        Assert.Equal(2, rows.Count(p => p.ProcessId == 300));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_HostileText_IsStoredAndShownAsItWas(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var evil = new string('"', 32 * 1024) + "a\0b\ud800c<img src=x onerror=alert(1)>";
        await test.ImportAsync(
            Tell.Sysmon1(0, 10, 400, "C:\\<img src=x onerror=alert(1)>\0.exe", evil) with { Host = "h\0st", User = "\udfff" },
            Tell.Sysmon1(1, 11, 404, "C:\\<img src=x onerror=alert(1)>\0.exe", evil) with { Host = "h\0st", UtcTime = DateTime.MinValue, ProcessId = uint.MaxValue, LogonId = ulong.MaxValue },
            Tell.Sysmon1(2, 12, 408, "", "") with { Host = "", UtcTime = DateTime.MaxValue });

        var rows = await test.ProcessesAsync();

        Assert.Equal(3, rows.Count);
        Assert.Equal(new string('"', 32 * 1024) + "a\u2400b\ufffdc<img src=x onerror=alert(1)>", rows[0].CommandLine!.Value);
        Assert.Equal(rows[0].CommandLineId, rows[1].CommandLineId);
        Assert.Equal("h\u2400st", rows[0].Host!.Name);
        Assert.Equal(uint.MaxValue, rows[1].ProcessId);
        Assert.All(rows, row => Assert.Equal(DateTimeKind.Utc, row.StartUtc!.Value.Kind));
    }
}
