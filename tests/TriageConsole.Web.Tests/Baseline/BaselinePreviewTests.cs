using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

public sealed class BaselinePreviewTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly BaselinePreview _preview;

    public BaselinePreviewTests() => _preview = UseChecks.PreviewOf(_store);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Run_SomeMatch_CountsWhatItCoversAndWhere()
    {
        await _store.AddAlertAsync(new() { Host = "WS-1" });
        await _store.AddAlertAsync(new() { Host = "WS-2", FirstUtc = _store.Now });
        await _store.AddAlertAsync(new() { Host = "SRV-1" });

        var seen = await _preview.RunAsync(UseChecks.Covering, null, Cancel);

        Assert.Equal((3, false, 2, 4, 2, 1), (seen.Compared, seen.IsCut, seen.Covered.Count, seen.Processes, seen.Hosts, seen.Users));
        Assert.Equal(["WS-2", "WS-1"], seen.Covered.Select(alert => alert.Host));
        Assert.Empty(seen.Hidden);
    }

    [Fact]
    public async Task Run_NearMisses_SayWhichConditionKeepsEachOutNearestFirst()
    {
        await _store.AddAlertAsync(new() { Host = "WS-1", ChildImage = AlertStore.Hostile, Script = @"C:\Temp\other.js" });
        await _store.AddAlertAsync(new() { Host = "SRV-1" });
        await _store.AddAlertAsync(new() { Host = "SRV-2", User = @"EXAMPLE\anna" });

        var seen = await _preview.RunAsync(UseChecks.Covering, null, Cancel);

        Assert.Empty(seen.Covered);
        Assert.Equal([1, 2], seen.NearMisses.Select(miss => miss.Differences.Count));
        Assert.Equal((UseField.Host, "SRV-1"), (seen.NearMisses[0].Differences[0].Field, seen.NearMisses[0].Differences[0].Values[0]));
        Assert.Equal([UseField.Script, UseField.ChildImage], seen.NearMisses[1].Differences.Select(difference => difference.Field));
    }

    [Fact]
    public async Task Run_ChildNotNamed_IsANearMissForWhatTheChainStarts()
    {
        await _store.AddAlertAsync(new());

        var seen = await _preview.RunAsync([.. UseChecks.Covering.Where(c => c.Field != UseField.ChildImage)], null, Cancel);

        var difference = Assert.Single(Assert.Single(seen.NearMisses).Differences);
        Assert.Equal((UseField.ChildImage, null), (difference.Field, difference.Condition));
    }

    [Theory]
    [InlineData(AlertStatus.Escalated, true)]
    [InlineData(AlertStatus.Open, false)]
    public async Task Run_EscalatedAlert_IsHidden(AlertStatus status, bool expected)
    {
        await _store.AddAlertAsync(new() { Status = status });

        Assert.Equal(expected, (await _preview.RunAsync(UseChecks.Covering, null, Cancel)).Hidden.Any());
    }

    [Fact]
    public async Task Run_NoCondition_CoversNothing()
    {
        await _store.AddAlertAsync(new());

        Assert.Empty((await _preview.RunAsync([], null, Cancel)).Covered);
    }

    [Fact]
    public async Task Run_Cancelled_Stops()
    {
        await _store.AddAlertAsync(new());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _preview.RunAsync(UseChecks.Covering, null, new CancellationToken(canceled: true)));
    }
}
