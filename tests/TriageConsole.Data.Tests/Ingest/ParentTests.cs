using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

public sealed class ParentTests
{
    private const string Cmd = @"C:\Windows\System32\cmd.exe";
    private const string Script = @"C:\Windows\System32\wscript.exe";

    [Theory]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Postgres, true)]
    public async Task Write_ParentNamedByGuid_IsObservedInEitherOrder(Engine engine, bool childFirst)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var parent = Tell.Sysmon1(0, 10, 300, Script);
        var child = Tell.Sysmon1(1, 20, 400, Cmd).From(parent);
        await test.ImportAsync(1, childFirst ? [child, parent] : [parent, child]);

        var rows = await test.ProcessesAsync();

        Assert.Equal(2, rows.Count);
        Assert.Equal((ParentEdgeKind.Observed, rows.Of("wscript.exe").Id), (rows.Of("cmd.exe").ParentEdge, rows.Of("cmd.exe").ParentId));
    }

    [Fact]
    public async Task Write_ParentNotInTheData_IsAGhostThatBecomesTheSameRow()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var parent = Tell.Sysmon1(1, 10, 300, Script, "wscript.exe a.vbs");
        await test.ImportAsync(Tell.Sysmon1(0, 20, 400, Cmd).From(parent) with { ParentUser = "EXAMPLE\\bob" });
        var ghost = (await test.ProcessesAsync()).Of("wscript.exe");

        Assert.Equal((WitnessKind.None, null, "wscript.exe a.vbs", 300L), (ghost.Witnesses, ghost.StartUtc, ghost.CommandLine!.Value, ghost.ProcessId!.Value));
        Assert.Equal(parent.ProcessGuid, ghost.ProcessGuid);
        Assert.Equal(ParentEdgeKind.Ghost, (await test.ProcessesAsync()).Of("cmd.exe").ParentEdge);

        await test.ImportAsync(parent);
        var real = (await test.ProcessesAsync()).Of("wscript.exe");
        Assert.Equal((ghost.Id, parent.UtcTime, WitnessKind.Sysmon1), (real.Id, real.StartUtc!.Value, real.Witnesses));
        Assert.Equal(ParentEdgeKind.Observed, (await test.ProcessesAsync()).Of("cmd.exe").ParentEdge);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Write_SecurityOnly_TakesTheLatestLivingProcessWithTheIdAndImage(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var first = Tell.Security4688(0, 10, 300, Script);
        var second = Tell.Security4688(2, 100, 300, Script);
        var child = Tell.Security4688(3, 150, 400, Cmd).From(second);
        var orphan = Tell.Security4688(5, 250, 404, @"C:\late.exe").From(second);
        await test.ImportAsync(1, [child, orphan, first, Tell.Security4689(4, 200, second), Tell.Security4689(1, 50, first), second]);

        var rows = await test.ProcessesAsync();

        Assert.Equal(second.UtcTime, rows.Of("cmd.exe").Parent!.StartUtc);
        Assert.Equal(ParentEdgeKind.Matched, rows.Of("cmd.exe").ParentEdge);
        Assert.Equal(ParentEdgeKind.Ghost, rows.Of("late.exe").ParentEdge);
        Assert.Equal([Tell.At(50), Tell.At(200)], rows.Where(p => p.ProcessId == 300 && p.Witnesses != WitnessKind.None).OrderBy(p => p.StartUtc).Select(p => p.EndUtc!.Value));
    }

    [Fact]
    public async Task Write_SecurityOnlyOtherImage_IsAGhostSharedByTheDay()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var named = Tell.Sysmon1(-1, 5, 300, Script);
        await test.ImportAsync(
            Tell.Security4688(0, 10, 300, @"C:\other.exe"),
            Tell.Security4688(1, 20, 400, @"C:\a.exe").From(named),
            Tell.Security4688(2, 30, 404, @"C:\b.exe").From(named),
            Tell.Security4688(3, 30 + 86400, 408, @"C:\c.exe").From(named));

        var rows = await test.ProcessesAsync();

        Assert.Equal(rows.Of("a.exe").ParentId, rows.Of("b.exe").ParentId);
        Assert.NotEqual(rows.Of("a.exe").ParentId, rows.Of("c.exe").ParentId);
        Assert.Equal(ParentEdgeKind.Ghost, rows.Of("a.exe").ParentEdge);
    }

    [Fact]
    public async Task Write_NothingNamed_HasNoParent()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Tell.Sysmon1(0, 10, 400, Cmd));

        var row = Assert.Single(await test.ProcessesAsync());
        Assert.Equal((ParentEdgeKind.None, null), (row.ParentEdge, row.ParentId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Write_RecordsThatNameEachOther_NeverMakeALoop(int batch)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var a = Tell.Sysmon1(0, 10, 4, @"C:\a.exe");
        var b = Tell.Sysmon1(1, 11, 8, @"C:\b.exe");
        var c = Tell.Sysmon1(2, 12, 12, @"C:\c.exe");
        var self = Tell.Sysmon1(3, 13, 16, @"C:\self.exe");
        await test.ImportAsync(batch, [a.From(c), b.From(a), c.From(b), self.From(self)]);

        var rows = await test.ProcessesAsync();

        Assert.Equal(4, rows.Count);
        foreach (var row in rows)
        {
            var at = row;
            for (var steps = 0; at.ParentId is { } up; steps++)
            {
                Assert.True(steps < rows.Count, "The parents go round.");
                at = rows.Single(p => p.Id == up);
            }
        }

        Assert.Equal(2, rows.Count(p => p.ParentId is not null));
    }
}
