using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Transfer;

public sealed class BaselineImportTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly BaselineImport _import;

    public BaselineImportTests() => _import = TransferBench.ImportOf(_store);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private BaselineEntry Good => TransferBench.Entry(_store);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Apply_GoodFile_ProposesWithoutPuttingInForceWhateverTheFileSays()
    {
        var entry = Good with { Acknowledgement = "Fine.", Approvals = [new(UseAction.Proposed, "eve", _store.Now), new(UseAction.Approved, "mallory", _store.Now)] };

        var (result, review) = await _import.ApplyAsync(AlertStore.Admin, BaselineFileWriter.Write([entry]), Cancel);

        Assert.IsType<DecisionResult.Done>(result);
        Assert.Equal(ImportChange.Added, Assert.Single(review.Lines).Change);
        var use = Assert.Single(await TransferBench.UsesAsync(_store));
        Assert.Equal((ApprovedUseState.Proposed, "ada", null, entry.Use.Id), (use.State, use.ProposedBy, use.DecidedBy, use.Id));
        Assert.Equal(("Fine.", entry.ReviewUtc!.Value, entry.Use.ExpiresUtc, "CHG-1"), (use.Acknowledgement, use.ReviewUtc, use.ExpiresUtc, use.Ticket));
        Assert.Equal(@"c:\deploy\print.vbs", UseRecord.ReadConditions(use.ConditionsJson)[3].Pattern, ignoreCase: true);
    }

    [Fact]
    public async Task Apply_ByTheImporter_CannotBeApprovedByTheSame()
    {
        await _store.AddPeopleAsync(AlertStore.Admin, AlertStore.OtherAdmin);
        await _import.ApplyAsync(AlertStore.Admin, BaselineFileWriter.Write([Good]), Cancel);
        var commands = new BaselineCommands(_store, _store.Time, _store.Notices, new JudgeRequestsSpy(), UseChecks.For(_store));

        Assert.IsType<DecisionResult.Invalid>(await commands.ApproveAsync(AlertStore.Admin, Good.Use.Id, 0, null, Cancel));
        Assert.IsType<DecisionResult.Done>(await commands.ApproveAsync(AlertStore.OtherAdmin, Good.Use.Id, 0, null, Cancel));
    }

    [Fact]
    public async Task Apply_ByWhoMayNotApprove_IsRefusedInTheCommand()
    {
        foreach (var actor in new[] { AlertStore.Analyst, AlertStore.Manager })
            await Assert.ThrowsAsync<PermissionDeniedException>(() => _import.ApplyAsync(actor, BaselineFileWriter.Write([Good]), Cancel));
        Assert.Empty(await TransferBench.UsesAsync(_store));
    }

    [Fact]
    public async Task Apply_Twice_AddsNothingTheSecondTime()
    {
        var text = BaselineFileWriter.Write([Good, TransferBench.Entry(_store, 2)]);
        await _import.ApplyAsync(AlertStore.Admin, text, Cancel);

        var review = await _import.ReviewAsync(text, Cancel);
        Assert.Equal((2, 0), (review.Of(ImportChange.Unchanged), review.Proposals));
        Assert.IsType<DecisionResult.Done>((await _import.ApplyAsync(AlertStore.Admin, text, Cancel)).Result);
        Assert.Equal(2, (await TransferBench.UsesAsync(_store)).Count);
    }

    [Fact]
    public async Task Apply_Changed_ProposesBesideWhatIsInForce()
    {
        await _import.ApplyAsync(AlertStore.Admin, BaselineFileWriter.Write([Good]), Cancel);
        var changed = Good with { Use = Good.Use with { Owner = "Other team", Conditions = [.. Good.Use.Conditions.Skip(1), new(UseField.Host, "srv-*")] } };

        var line = Assert.Single((await _import.ReviewAsync(BaselineFileWriter.Write([changed]), Cancel)).Lines);

        Assert.Equal(ImportChange.Changed, line.Change);
        Assert.Contains("Owner: “Other team” instead of “Desktop team”.", line.Says);
        Assert.Contains("Without the condition Host “ws-*”.", line.Says);
        Assert.Contains("With the condition Host “srv-*”.", line.Says);
        await _import.ApplyAsync(AlertStore.Admin, BaselineFileWriter.Write([changed]), Cancel);
        var uses = await TransferBench.UsesAsync(_store);
        Assert.Equal(2, uses.Count);
        Assert.Equal("Desktop team", uses.Single(use => use.Id == Good.Use.Id).Owner);
    }

    [Theory]
    [InlineData(ApprovedUseState.Rejected)]
    [InlineData(ApprovedUseState.Retired)]
    public async Task Review_OverWhereItComesFrom_IsLeftOut(ApprovedUseState state)
    {
        var entry = Good with { Use = Good.Use with { State = state, ExpiresUtc = _store.Now.AddDays(-3) } };
        var line = Assert.Single((await _import.ReviewAsync(BaselineFileWriter.Write([entry]), Cancel)).Lines);
        Assert.Equal((ImportChange.LeftOut, null), (line.Change, line.Proposal));
    }

    [Fact]
    public async Task Review_EachFault_IsNamedWithItsPlace()
    {
        (BaselineEntry Entry, string Place)[] faulty =
        [
            (Good with { Use = Good.Use with { Ticket = "" } }, "approved_uses[1].ticket"),
            (Good with { Use = Good.Use with { ExpiresUtc = _store.Now.AddDays(-1) } }, "approved_uses[1].expires_utc"),
            (Good with { Use = Good.Use with { ExpiresUtc = _store.Now.AddDays(400) } }, "approved_uses[1].expires_utc"),
            (Good with { ReviewUtc = _store.Now.AddDays(-1) }, "approved_uses[1].review_utc"),
            (Good with { ReviewUtc = _store.Now.AddDays(200) }, "approved_uses[1].review_utc"),
            (Good with { Use = Good.Use with { Title = new('t', 201) } }, "approved_uses[1].title"),
            (Good with { Acknowledgement = new('a', 5_000) }, "approved_uses[1].acknowledgement"),
            (With(new(UseField.ChildImage, "*")), "approved_uses[1].conditions[4]"),
            (With(new(UseField.ChildImage, "evil.exe")), "approved_uses[1].conditions[4]"),
            (With(new(UseField.Arguments, "*print.vbs")), "approved_uses[1].conditions[4]"),
            (With(new(UseField.Arguments, "(a+)+$(?=x)", IsRegex: true)), "approved_uses[1].conditions[4].pattern"),
            (With(new(UseField.HostGroup, "No such group")), "approved_uses[1].conditions[4]"),
            (Good with { Use = Good.Use with { Conditions = [.. Enumerable.Repeat(Good.Use.Conditions[0], 10_000)] } }, "approved_uses[1].conditions"),
            (Good with { Use = Good.Use with { Id = new Guid(2, 0, 0, new byte[8]) } }, "approved_uses[1].id"),
        ];
        foreach (var (entry, place) in faulty)
        {
            var text = BaselineFileWriter.Write([TransferBench.Entry(_store, 2), entry]);
            var review = await _import.ReviewAsync(text, Cancel);
            Assert.Equal(place, Assert.Single(review.Faults.Select(fault => fault.Place).Distinct()));
            Assert.Empty(review.Lines);
            Assert.IsType<DecisionResult.Invalid>((await _import.ApplyAsync(AlertStore.Admin, text, Cancel)).Result);
            Assert.Empty(await TransferBench.UsesAsync(_store));
        }

        BaselineEntry With(UseCondition condition) => Good with { Use = Good.Use with { Conditions = [.. Good.Use.Conditions, condition] } };
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":1,")]
    [InlineData("{\"version\":2,\"approved_uses\":[]}")]
    [InlineData("<html>")]
    public async Task Apply_NoBaseline_IsRefused(string text)
    {
        var (result, review) = await _import.ApplyAsync(AlertStore.Admin, text, Cancel);
        Assert.IsType<DecisionResult.Invalid>(result);
        Assert.NotEmpty(review.Faults);
    }

    [Fact]
    public async Task Review_HidesAnAttack_IsRefused()
    {
        var alert = await _store.AddAlertAsync(new() { Status = AlertStatus.Escalated });
        var entry = Good with { Use = Good.Use with { Conditions = UseChecks.Covering }, Acknowledgement = "It is right." };

        var fault = Assert.Single((await _import.ReviewAsync(BaselineFileWriter.Write([entry]), Cancel)).Faults);

        Assert.Equal("approved_uses[0].conditions", fault.Place);
        Assert.Contains(alert.Chain, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_TooManyProposals_AreRefusedAsOne()
    {
        var text = BaselineFileWriter.Write([.. Enumerable.Range(1, BaselineImport.MostProposals + 1).Select(number => TransferBench.Entry(_store, number))]);
        Assert.Equal("approved_uses", Assert.Single((await _import.ReviewAsync(text, Cancel)).Faults).Place);
    }

    [Fact]
    public async Task Export_Imported_IsTheSameAgain()
    {
        var entries = new[] { Good, TransferBench.Entry(_store, 2) with { Acknowledgement = AlertStore.Hostile } };
        await _import.ApplyAsync(AlertStore.Admin, BaselineFileWriter.Write(entries), Cancel);
        var text = await TransferBench.ExportOf(_store).JsonAsync(onlyCurrent: true, Cancel);

        using var other = new AlertStore();
        var second = TransferBench.ImportOf(other);
        Assert.IsType<DecisionResult.Done>((await second.ApplyAsync(AlertStore.Admin, text, Cancel)).Result);

        Assert.Equal(text, await TransferBench.ExportOf(other).JsonAsync(onlyCurrent: true, Cancel));
        Assert.Equal(2, (await TransferBench.UsesAsync(other)).Count);
    }

    [Fact]
    public void TextOf_NoUtf8_IsNoText()
    {
        Assert.Null(BaselineImport.TextOf([0x7B, 0xFF, 0xFE]));
        Assert.Equal("{}", BaselineImport.TextOf([0xEF, 0xBB, 0xBF, 0x7B, 0x7D]));
    }
}
