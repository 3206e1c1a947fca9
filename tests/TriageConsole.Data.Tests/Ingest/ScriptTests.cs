using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Facts;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>Script blocks are kept beside the process that had their process id at the time.</summary>
public sealed class ScriptTests
{
    private const string Shell = @"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe";
    private static readonly Guid Block = new("6f0f2c11-1111-4000-8001-000000000009");

    [Theory]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Postgres, true)]
    [InlineData(Engine.Postgres, false)]
    public async Task Of_PartsInAnyOrder_AreOneScriptOfTheProcess(Engine engine, bool processFirst)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        TelemetryEvent process = Tell.Sysmon1(0, 10, 400, Shell);
        TelemetryEvent[] parts = [Part(1, 11.2, 2, 2, "alert(1)>"), Part(2, 11.1, 1, 2, "<img src=x onerror=")];
        await test.ImportAsync(1, processFirst ? [process, .. parts] : [.. parts, process]);
        await test.ImportAsync(1, parts);

        var script = Assert.Single(await ScriptsAsync(test, "powershell.exe"));
        Assert.Equal(new ScriptFact(Block, "<img src=x onerror=alert(1)>", @"C:\a.ps1", Tell.At(11.1), true), script);
    }

    [Fact]
    public async Task Of_PartThatIsMissing_IsNotWhole()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Tell.Sysmon1(0, 10, 400, Shell), Part(1, 11, 2, 3, "b"), Part(2, 11, 3, 3, "c"));

        var script = Assert.Single(await ScriptsAsync(test, "powershell.exe"));
        Assert.Equal(("bc", false), (script.Text, script.IsWhole));
    }

    [Theory]
    [InlineData(9.9, 0, 0)]
    [InlineData(10.5, 1, 0)]
    [InlineData(20.5, 1, 0)]
    [InlineData(21.5, 0, 0)]
    [InlineData(40.5, 0, 1)]
    public async Task Of_ProcessIdUsedAgain_GoesByTime(double at, int first, int second)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var shell = Tell.Sysmon1(0, 10, 400, Shell);
        await test.ImportAsync(shell, Tell.Sysmon5(1, 20, shell), Tell.Sysmon1(2, 40, 400, @"C:\pwsh.exe"), Part(3, at, 1, 1, "x"));

        Assert.Equal((first, second), ((await ScriptsAsync(test, "powershell.exe")).Count, (await ScriptsAsync(test, "pwsh.exe")).Count));
    }

    [Fact]
    public async Task Write_BlockWithoutId_IsCountedOnly()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Tell.Sysmon1(0, 10, 400, Shell), Part(1, 11, 1, 1, "x") with { BlockId = null });

        await using var db = test.Context();
        Assert.Equal(0, await db.ScriptBlocks.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await db.HostDays.Where(d => d.Component == DataComponent.ScriptExecution).SumAsync(d => d.Count, TestContext.Current.CancellationToken));
    }

    private static ScriptBlockEvent Part(long index, double at, int number, int total, string text) => new()
    {
        Origin = new(index, index, "Microsoft-Windows-PowerShell/Operational", 4104),
        Host = Tell.Host,
        UtcTime = Tell.At(at),
        TimeBasis = TimeBasis.LogUtc,
        ProcessId = 400,
        BlockId = Block,
        Number = number,
        Total = total,
        Text = text,
        Path = @"C:\a.ps1",
    };

    private static async Task<IReadOnlyList<ScriptFact>> ScriptsAsync(TestDatabase test, string image) =>
        await new ProcessScriptsReader(test.Database).OfAsync((await test.ProcessesAsync()).Of(image).Id, TestContext.Current.CancellationToken);
}
