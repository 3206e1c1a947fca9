using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using TriageConsole.Web.Tests.Decisions;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

public sealed class GroupCommandsTests : IDisposable
{
    private static readonly IReadOnlyList<UseCondition> _named =
        [new(UseField.HostGroup, "Desks"), .. UseChecks.Covering.Where(condition => condition.Field != UseField.Host)];

    private readonly AlertStore _store = new();
    private readonly JudgeRequestsSpy _judge = new();
    private readonly GroupCommands _commands;
    private readonly GroupQueries _queries;

    public GroupCommandsTests()
    {
        _commands = new(_store, _store.Time, _store.Notices, _judge, UseChecks.For(_store));
        _queries = new(_store);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task SaveAsync_NewGroup_IsKeptAsWrittenWithWhoAndWhen()
    {
        var kiosks = await AddAsync(Edit("Kiosks", "kiosk-*"));

        await AddAsync(new() { Kind = UseGroupKind.Hosts, Name = " Desks ", Note = "Front", Unit = "OU=Desks", Members = "ws-1\r\n\n WS-1 \nws-2", Includes = [kiosks] });

        var line = (await _queries.ListAsync(Cancel))[0];
        Assert.Equal(("Desks", "Front", "OU=Desks", "ada", _store.Now, 0), (line.Group.Name, line.Group.Note, line.Group.Unit, line.ChangedBy, line.ChangedUtc, line.Version));
        Assert.Equal(["ws-1", "ws-2"], line.Group.Members);
        Assert.Equal(["Kiosks"], line.Includes);
        Assert.Equal(3, line.AllMembers);
        Assert.Empty(_judge.HostIds);
    }

    [Fact]
    public async Task SaveAsync_Cycle_IsRefusedWithItsNames()
    {
        var first = await AddAsync(Edit("First", "ws-1"));
        var second = await AddAsync(new() { Kind = UseGroupKind.Hosts, Name = "Second", Includes = [first] });

        var result = await _commands.SaveAsync(AlertStore.Admin, new() { Id = first, Kind = UseGroupKind.Hosts, Name = "First", Members = "ws-1", Includes = [second] }, Cancel);

        Assert.Contains("First → Second → First", Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
        Assert.Empty((await _queries.ListAsync(Cancel)).Single(line => line.Group.Id == first).Includes);
    }

    [Fact]
    public async Task SaveAsync_ChangedByAnotherAdminMeanwhile_TellsWhoAndKeepsTheirs()
    {
        var id = await AddAsync(Edit("Desks", "ws-1"));
        GroupEdit Change(string members) => new() { Id = id, Kind = UseGroupKind.Hosts, Name = "Desks", Members = members };
        Assert.Equal(new DecisionResult.Done(1), await _commands.SaveAsync(AlertStore.OtherAdmin, Change("ws-2"), Cancel));

        var result = await _commands.SaveAsync(AlertStore.Admin, Change("ws-3"), Cancel);

        Assert.Contains("olga", Assert.IsType<DecisionResult.Settled>(result).What, StringComparison.Ordinal);
        Assert.Equal(["ws-2"], Assert.Single(await _queries.ListAsync(Cancel)).Group.Members);
        Assert.IsType<DecisionResult.Gone>(await _commands.SaveAsync(AlertStore.Admin, new() { Id = Guid.NewGuid(), Kind = UseGroupKind.Hosts, Name = "x", Members = "ws-3" }, Cancel));
    }

    [Fact]
    public async Task SaveAsync_GroupThatAUseInForceNames_HasOpenAndCoveredHostsJudgedAgain()
    {
        var id = await AddAsync(Edit("Desks", "ws-1"));
        var use = await UseAsync(_named);
        var open = await _store.AddAlertAsync(new() { Host = "ws-2" });
        var covered = await _store.AddAlertAsync(new() { Host = "ws-1", Status = AlertStatus.Covered });
        await _store.AddAlertAsync(new() { Host = "ws-3", Status = AlertStatus.Closed });
        await using (var db = _store.CreateDbContext())
            await db.Alerts.Where(a => a.Id == covered.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.ApprovedUseId, use), Cancel);

        Assert.IsType<DecisionResult.Done>(await _commands.SaveAsync(AlertStore.Admin, new() { Id = id, Kind = UseGroupKind.Hosts, Name = "Desks", Note = "only the note", Members = "WS-1" }, Cancel));
        Assert.Empty(_judge.HostIds);
        Assert.IsType<DecisionResult.Done>(await _commands.SaveAsync(AlertStore.Admin, new() { Id = id, Version = 1, Kind = UseGroupKind.Hosts, Name = "Desks", Members = "ws-2" }, Cancel));

        Assert.Equal(new[] { open.HostId, covered.HostId }.Order(), _judge.HostIds.Order());
    }

    [Theory]
    [InlineData("ws-9", false)]
    [InlineData("ws-0099.example", true)]
    public async Task SaveAsync_AttackWouldBeHiddenByAUseThatNamesIt_IsRefused(string member, bool isRefused)
    {
        var included = await AddAsync(Edit("Some", "ws-1"));
        await AddAsync(new() { Kind = UseGroupKind.Hosts, Name = "Desks", Includes = [included] });
        await UseAsync(_named);
        await _store.AddAlertAsync(new() { Host = "WS-0099.example", Status = AlertStatus.Escalated });

        var result = await _commands.SaveAsync(AlertStore.Admin, new() { Id = included, Kind = UseGroupKind.Hosts, Name = "Some", Members = member }, Cancel);

        if (isRefused)
            Assert.Contains("open escalation", Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
        else
            Assert.IsType<DecisionResult.Done>(result);
    }

    [Fact]
    public async Task SaveAndRemove_GroupThatAUseNames_KeepsItsNameAndStays()
    {
        var id = await AddAsync(Edit("Desks", "ws-1"));
        var use = await UseAsync(_named, ApprovedUseState.Proposed);
        var renamed = new GroupEdit { Id = id, Kind = UseGroupKind.Hosts, Name = "Tables", Members = "ws-1" };

        Assert.Contains("name it", Assert.Single(Assert.IsType<DecisionResult.Invalid>(await _commands.SaveAsync(AlertStore.Admin, renamed, Cancel)).Faults), StringComparison.Ordinal);
        Assert.Contains("name it", Assert.Single(Assert.IsType<DecisionResult.Invalid>(await _commands.RemoveAsync(AlertStore.Admin, id, 0, Cancel)).Faults), StringComparison.Ordinal);
        Assert.Equal(use, Assert.Single(Assert.Single(await _queries.ListAsync(Cancel)).Uses).Id);

        await using (var db = _store.CreateDbContext())
            await db.ApprovedUses.ExecuteUpdateAsync(set => set.SetProperty(u => u.State, ApprovedUseState.Retired), Cancel);
        Assert.IsType<DecisionResult.Done>(await _commands.SaveAsync(AlertStore.Admin, renamed, Cancel));
        Assert.IsType<DecisionResult.Done>(await _commands.RemoveAsync(AlertStore.Admin, id, 1, Cancel));
        Assert.Empty(await _queries.ListAsync(Cancel));
    }

    [Fact]
    public async Task RemoveAsync_IncludedOrChangedOrGone_IsRefused()
    {
        var id = await AddAsync(Edit("Desks", "ws-1"));
        await AddAsync(new() { Kind = UseGroupKind.Hosts, Name = "All", Includes = [id] });

        Assert.Contains("“All”", Assert.Single(Assert.IsType<DecisionResult.Invalid>(await _commands.RemoveAsync(AlertStore.Admin, id, 0, Cancel)).Faults), StringComparison.Ordinal);
        Assert.IsType<DecisionResult.Settled>(await _commands.RemoveAsync(AlertStore.Admin, id, 3, Cancel));
        Assert.IsType<DecisionResult.Gone>(await _commands.RemoveAsync(AlertStore.Admin, Guid.NewGuid(), 0, Cancel));
    }

    [Fact]
    public async Task Commands_ByAnalystOrManager_AreDenied()
    {
        var id = await AddAsync(Edit("Desks", "ws-1"));

        foreach (var actor in new[] { AlertStore.Analyst, AlertStore.Manager })
        {
            await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.SaveAsync(actor, Edit("Other", "ws-1"), Cancel));
            await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.RemoveAsync(actor, id, 0, Cancel));
        }

        Assert.Single(await _queries.ListAsync(Cancel));
    }

    [Fact]
    public async Task ReadAsync_BaselineWithAGroup_KnowsItsMembers()
    {
        await UseAsync(_named);
        var reader = new BaselineReader(_store, _store.Time);
        var before = await reader.ReadAsync(Cancel);

        await AddAsync(Edit("Desks", "ws-1"));

        Assert.NotEqual(before.Revision, (await reader.ReadAsync(Cancel)).Revision);
    }

    [Fact]
    public async Task ReachAsync_Members_AreCountedAmongKnownHosts()
    {
        await _store.AddAlertAsync(new() { Host = "WS-1" });
        await _store.AddAlertAsync(new() { Host = "srv-1" });
        var id = await AddAsync(Edit("Servers", "srv-*"));

        var reach = await _queries.ReachAsync(new() { Id = Guid.Empty, Kind = UseGroupKind.Hosts, Name = "", Members = ["ws-1"] }, Cancel);

        Assert.Equal((2, false, 1), (reach.Known, reach.IsCut, reach.Matched));
        Assert.Equal(["WS-1"], reach.Samples);
        Assert.Equal(2, (await _queries.ReachAsync(new() { Id = Guid.Empty, Kind = UseGroupKind.Hosts, Name = "Servers", Members = ["ws-1"], Includes = [id] }, Cancel)).Matched);
    }

    private static GroupEdit Edit(string name, string members) => new() { Kind = UseGroupKind.Hosts, Name = name, Members = members };

    private async Task<Guid> AddAsync(GroupEdit edit)
    {
        Assert.IsType<DecisionResult.Done>(await _commands.SaveAsync(AlertStore.Admin, edit, Cancel));
        return (await _queries.ListAsync(Cancel)).Single(line => line.Group.Name == edit.Name.Trim()).Group.Id;
    }

    private async Task<Guid> UseAsync(IReadOnlyList<UseCondition> conditions, ApprovedUseState state = ApprovedUseState.Active)
    {
        var use = CoverageSeed.Use(_store.Now.AddDays(60), state);
        use.ConditionsJson = UseRecord.WriteConditions(conditions);
        await using var db = _store.CreateDbContext();
        db.ApprovedUses.Add(use);
        await db.SaveChangesAsync(Cancel);
        return use.Id;
    }
}
