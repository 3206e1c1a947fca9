using TriageConsole.Testing.Demo;
using TriageConsole.Testing.Demo.Layouts;
using Xunit;

namespace TriageConsole.Web.Tests.Pipeline;

/// <summary>The same events again, in whatever form, change nothing.</summary>
public sealed class SameAgainTests
{
    private const DemoAuditing Sysmon = DemoAuditing.Sysmon | DemoAuditing.Modules | DemoAuditing.Files | DemoAuditing.Access;

    private static readonly DateTime _at = new(2026, 11, 18, 9, 30, 0, DateTimeKind.Utc);
    private static readonly IReadOnlyList<DemoRecord> _records = SmallCaptures.DownloadedScript(_at, 0x5c071001, Sysmon);
    private static readonly IReadOnlyList<DemoRecord> _both = SmallCaptures.DownloadedScript(_at, 0x5c071001, Sysmon | DemoAuditing.Security);

    public static TheoryData<Engine> Engines => [Engine.Sqlite, Engine.Postgres];

    public static TheoryData<Engine, DemoLayout, DemoLayout> LayoutPairs
    {
        get
        {
            var pairs = new TheoryData<Engine, DemoLayout, DemoLayout>();
            foreach (var other in (DemoLayout[])[DemoLayout.EventXml, DemoLayout.Nxlog, DemoLayout.Winlogbeat])
            {
                pairs.Add(Engine.Sqlite, DemoLayout.Evtx, other);
                pairs.Add(Engine.Sqlite, other, DemoLayout.Evtx);
                pairs.Add(Engine.Postgres, DemoLayout.Evtx, other);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_SameFileTwice_ChangesNothing(Engine engine)
    {
        var file = Evtx(_both);
        await using var run = await PipelineRun.OfAsync(engine, file);
        var once = await run.PictureAsync();
        Assert.NotEmpty(once.Alerts);
        Assert.True(once is { Processes.Count: > 10, Edges.Count: > 10, Signatures: > 1, Writes: > 0 }, once.ToString());

        await run.ImportAsync(file);

        (await run.PictureAsync()).AssertIs(once);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_LongerVersionOfTheLog_IsWhatItAloneGives(Engine engine)
    {
        var expected = await AloneAsync(engine, Evtx(_both));
        for (var part = 1; part < 4; part++)
        {
            await using var run = await PipelineRun.OfAsync(engine, Evtx(_both.Take(_both.Count * part / 4)), Evtx(_both));
            (await run.PictureAsync()).AssertIs(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Import_OverlappingExports_AreWhatTheWholeGives(Engine engine)
    {
        var expected = await AloneAsync(engine, Evtx(_both));
        byte[] early = Evtx(_both.Take(_both.Count * 6 / 10)), late = Evtx(_both.Skip(_both.Count * 4 / 10));

        await using var inOrder = await PipelineRun.OfAsync(engine, early, late);
        (await inOrder.PictureAsync()).AssertIs(expected);
        await using var reversed = await PipelineRun.OfAsync(engine, late, early);
        (await reversed.PictureAsync()).AssertIs(expected);
    }

    [Theory]
    [MemberData(nameof(LayoutPairs))]
    public async Task Import_SameEventsInAnotherLayout_ChangeNothing(Engine engine, DemoLayout first, DemoLayout second)
    {
        await using var run = await PipelineRun.OfAsync(engine, DemoLayouts.Write(first, _records));
        var once = await run.PictureAsync();
        Assert.NotEmpty(once.Alerts);

        await run.ImportAsync(DemoLayouts.Write(second, _records));

        (await run.PictureAsync()).AssertIs(once);
    }

    [Theory]
    [InlineData(DemoLayout.Evtx)]
    [InlineData(DemoLayout.EventXml)]
    [InlineData(DemoLayout.Nxlog)]
    [InlineData(DemoLayout.Winlogbeat)]
    public async Task Import_SysmonAndSecurityInAnyLayoutAfterEvtx_ChangeNothing(DemoLayout second)
    {
        await using var run = await PipelineRun.OfAsync(Engine.Sqlite, Evtx(_both));
        var once = await run.PictureAsync();

        await run.ImportAsync(DemoLayouts.Write(second, _both));

        (await run.PictureAsync()).AssertIs(once);
    }

    [Theory]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Postgres, true)]
    [InlineData(Engine.Postgres, false)]
    public async Task Import_SecurityLogBesideSysmons_AddsNoProcessEdgeOrAlert(Engine engine, bool sysmonFirst)
    {
        byte[] sysmon = Evtx(_both.Where(static r => r.Provider == DemoRecord.Sysmon)), security = Evtx(_both.Where(static r => r.Provider != DemoRecord.Sysmon));
        var expected = await AloneAsync(engine, sysmon);
        await using var run = await PipelineRun.OfAsync(engine, sysmonFirst ? [sysmon, security] : [security, sysmon]);

        (await run.PictureAsync()).AssertNamesTheSame(expected);
    }

    private static byte[] Evtx(IEnumerable<DemoRecord> records) => DemoLayouts.Write(DemoLayout.Evtx, records);

    private static async Task<Picture> AloneAsync(Engine engine, byte[] file)
    {
        await using var run = await PipelineRun.OfAsync(engine, file);
        return await run.PictureAsync();
    }
}
