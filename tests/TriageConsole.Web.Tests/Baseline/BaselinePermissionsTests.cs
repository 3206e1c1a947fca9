using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

/// <summary>Each command of the baseline for each role: one row per command. The addresses are in <c>RoutePermissions</c>.</summary>
public sealed class BaselinePermissionsTests : IDisposable
{
    private readonly AlertStore _store = new();

    public static TheoryData<string, bool, bool, bool> Table => new()
    {
        // Command, analyst, manager, admin.
        { "allow from an alert", true, false, true },
        { "propose", true, false, true },
        { "revise", true, false, true },
        { "approve", false, false, true },
        { "refuse", false, false, true },
        { "retire", false, false, true },
        { "change the owner", false, false, true },
        { "save a group", false, false, true },
        { "remove a group", false, false, true },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Command_ByEachRole_IsAsTheTableSays(string command, bool analyst, bool manager, bool admin)
    {
        foreach (var (actor, may) in new[] { (AlertStore.Analyst, analyst), (AlertStore.Manager, manager), (AlertStore.Admin, admin) })
        {
            if (may)
                Assert.NotNull(await RunAsync(command, actor));
            else
                await Assert.ThrowsAsync<PermissionDeniedException>(() => RunAsync(command, actor));
        }
    }

    [Fact]
    public void Table_EveryPublicCommand_HasARow()
    {
        var commands = new[] { typeof(AllowCommands), typeof(ProposeCommands), typeof(BaselineCommands), typeof(GroupCommands) }
            .SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type)).Count();

        Assert.Equal(Table.Count, commands);
    }

    private async Task<DecisionResult> RunAsync(string command, Actor actor)
    {
        var (check, judge) = (UseChecks.For(_store), new JudgeRequestsSpy());
        var propose = new ProposeCommands(_store, _store.Time, _store.Notices, check);
        var baseline = new BaselineCommands(_store, _store.Time, _store.Notices, judge, check);
        var groups = new GroupCommands(_store, _store.Time, _store.Notices, judge, check);
        var (none, request) = (Guid.NewGuid(), Faulty);
        return command switch
        {
            "allow from an alert" => (await new AllowCommands(_store, _store.Time, _store.Notices, check).AllowAsync(actor, none, 0, request, Cancel)).Result,
            "propose" => (await propose.ProposeAsync(actor, request, Cancel)).Result,
            "revise" => await propose.ReviseAsync(actor, none, 0, request, null, Cancel),
            "approve" => await baseline.ApproveAsync(actor, none, 0, null, Cancel),
            "refuse" => await baseline.RejectAsync(actor, none, 0, "no", Cancel),
            "retire" => await baseline.RetireAsync(actor, none, 0, "old", Cancel),
            "change the owner" => await baseline.ChangeOwnerAsync(actor, none, 0, "olga", null, Cancel),
            "save a group" => await groups.SaveAsync(actor, new() { Kind = UseGroupKind.Hosts }, Cancel),
            "remove a group" => await groups.RemoveAsync(actor, none, 0, Cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no such command"),
        };
    }

    // What was let in is refused for what it says, so that no row leaves anything behind for the next.
    private static AllowRequest Faulty => new()
    {
        Title = string.Empty,
        Conditions = [],
        Owner = string.Empty,
        Reason = string.Empty,
        Ticket = string.Empty,
        ReviewUtc = default,
        ExpiresUtc = default,
    };
}
