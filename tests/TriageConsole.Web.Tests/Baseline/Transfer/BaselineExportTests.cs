using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Transfer;

public sealed class BaselineExportTests : IDisposable
{
    private readonly AlertStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Json_WholeBaseline_IsWhatAScanReads()
    {
        await AddAllAsync();

        var text = await TransferBench.ExportOf(_store).JsonAsync(onlyCurrent: false, Cancel);

        Assert.NotEmpty(BaselineFile.Parse(text, _store.Now).Faults);
        var scanned = BaselineFile.Parse(text, _store.Now, takesExpired: true);
        Assert.Empty(scanned.Faults);
        Assert.Equal(5, scanned.Uses.Count);
        Assert.Equal(1, BaselineMatcher.Create(scanned.Uses, _store.Now, UseGroups.Empty).Count);
    }

    [Fact]
    public async Task Json_OnlyCurrent_LeavesOutWhatIsOver()
    {
        await AddAllAsync();

        var read = BaselineFile.Parse(await TransferBench.ExportOf(_store).JsonAsync(onlyCurrent: true, Cancel), _store.Now);

        Assert.Empty(read.Faults);
        Assert.Equal([ApprovedUseState.Proposed, ApprovedUseState.Active], read.Uses.Select(use => use.State).Order());
    }

    [Fact]
    public async Task Json_Entry_KeepsWhatPeopleSaidOfIt()
    {
        var row = CoverageSeed.Use(_store.Now.AddDays(60), self: true);
        (row.DecidedBy, row.DecidedUtc, row.DecisionNote, row.Acknowledgement) = ("ada", _store.Now, AlertStore.Hostile, "It is right.");
        row.ConditionsJson = UseRecord.WriteConditions([.. UseRecord.ReadConditions(row.ConditionsJson), new(UseField.Arguments, @"cscript \S+", IsRegex: true)]);
        await TransferBench.AddAsync(_store, row);

        var entry = Assert.Single(BaselineFile.Parse(await TransferBench.ExportOf(_store).JsonAsync(false, Cancel), _store.Now).Entries);

        Assert.Equal([new UseApproval(UseAction.Proposed, "ana", row.ProposedUtc), new UseApproval(UseAction.Approved, "ada", _store.Now, AlertStore.Hostile, IsSelf: true)], entry.Approvals);
        Assert.Equal(("It is right.", row.ReviewUtc), (entry.Acknowledgement, entry.ReviewUtc!.Value));
        Assert.True(entry.Use.Conditions[^1].IsRegex);
    }

    [Fact]
    public async Task Csv_HostileEntry_IsNoFormulaAndOneRecord()
    {
        var row = CoverageSeed.Use(_store.Now.AddDays(60));
        (row.Title, row.Owner, row.Reason, row.Ticket, row.DecidedBy, row.DecisionNote, row.DecidedUtc) = ("=cmd|' /c calc'!A1", "+1", "a \"b\",\r\nc", "@x", "-2", "\t=3", _store.Now);
        (row.Hits, row.LastHitUtc) = (12, _store.Now);
        await TransferBench.AddAsync(_store, row);

        var text = await TransferBench.ExportOf(_store).CsvAsync(Cancel);

        Assert.Contains(",\"'=cmd|' /c calc'!A1\",active,\"'+1\",\"a \"\"b\"\",\r\nc\",\"'@x\",", text, StringComparison.Ordinal);
        Assert.Contains(",approved,\"'-2\",2026-03-02T09:00:00Z,\"'\t=3\",no,", text, StringComparison.Ordinal);
        Assert.Contains(",12,2026-03-02T09:00:00Z,\"", text, StringComparison.Ordinal);
        Assert.EndsWith("2026-03-02T09:00:00Z approved by -2: \t=3\"\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Script = c:\\deploy\\print.vbs", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_Empty_IsItsHeading() =>
        Assert.Equal("id,title,standing", (await TransferBench.ExportOf(_store).CsvAsync(Cancel)).TrimEnd()[..17]);

    private Task AddAllAsync() => TransferBench.AddAsync(
        _store,
        CoverageSeed.Use(_store.Now.AddDays(60)), CoverageSeed.Use(_store.Now.AddDays(-60)), CoverageSeed.Use(_store.Now.AddDays(60), ApprovedUseState.Proposed),
        CoverageSeed.Use(_store.Now.AddDays(60), ApprovedUseState.Rejected), CoverageSeed.Use(_store.Now.AddDays(60), ApprovedUseState.Retired));
}
