using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Escalation;
using TriageConsole.Web.Tests.Imports;
using Xunit;

namespace TriageConsole.Web.Tests.Decisions;

public sealed class EscalateCommandsTests : IDisposable
{
    private static readonly EscalateRequest _new = new(null, "Invoice wave", "Please isolate the host.");

    private readonly AlertStore _store = new();
    private readonly JobClientSpy _jobs = new();
    private readonly EscalateCommands _commands;

    public EscalateCommandsTests() => _commands = OutboxBench.Escalating(_store, _jobs);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task EscalateAsync_NewCase_OpensItAndFreezesTheProof()
    {
        var alert = await _store.AddAlertAsync(new());

        var (result, caseId) = await _commands.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, _new, Cancel);

        Assert.Equal(new DecisionResult.Done(1), result);
        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Escalated, caseId, "ana"), (stored.Status, stored.CaseId, stored.DecidedBy));
        await using var db = _store.CreateDbContext();
        var into = await db.Cases.Include(c => c.Escalations).SingleAsync(Cancel);
        Assert.Equal(("Invoice wave", "ana", CaseStatus.Open), (into.Title, into.Owner, into.Status));
        var escalation = Assert.Single(into.Escalations);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(escalation.BundleJson))), escalation.Sha256);
    }

    [Fact]
    public async Task EscalateAsync_Bundle_HoldsAlertLedgerProcessesRecordsPeopleAndTimes()
    {
        var alert = await _store.AddAlertAsync(new() { Summary = AlertStore.Hostile + "\0\ud800", CommandLine = "wscript " + new string('"', 32_000) });
        await _commands.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, _new, Cancel);

        var text = await BundleAsync();
        using var bundle = JsonDocument.Parse(text);
        var root = bundle.RootElement;

        Assert.True(Ascii.IsValid(text));
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.Equal(alert.PublicId, root.GetProperty("alert").GetProperty("id").GetGuid());
        Assert.StartsWith(AlertStore.Hostile, root.GetProperty("alert").GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal(alert.Score, root.GetProperty("ledger").EnumerateArray().Sum(line => line.GetProperty("contribution").GetInt32()));
        var proxy = root.GetProperty("processes")[0];
        Assert.Equal("proxy", proxy.GetProperty("role").GetString());
        Assert.Equal("C:\\Windows\\System32\\wscript.exe", proxy.GetProperty("process").GetProperty("executable").GetString());
        Assert.Equal(32_008, proxy.GetProperty("process").GetProperty("command_line").GetString()!.Length);
        var record = proxy.GetProperty("records")[0];
        Assert.Equal(("capture.zip", "sysmon.evtx", 1), (record.GetProperty("source").GetString(), record.GetProperty("member").GetString(), record.GetProperty("event_id").GetInt32()));
        Assert.Equal("Unknown", proxy.GetProperty("process").GetProperty("code_signature").GetProperty("status").GetString());
        Assert.False(proxy.GetProperty("process").GetProperty("code_signature").TryGetProperty("valid", out _));
        Assert.Equal("ana", root.GetProperty("created_by").GetString());
        var tree = System.Xml.Linq.XDocument.Parse(root.GetProperty("tree_svg").GetString()!).Root!;
        Assert.Equal("svg", tree.Name.LocalName);
        Assert.Equal(["path", "rect", "svg", "text", "title"], tree.DescendantsAndSelf().Select(part => part.Name.LocalName).Distinct().Order());
        Assert.Contains(tree.Descendants(), part => part.Value == "wscript.exe");
        Assert.Equal(["Raised", "Escalated"], root.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("action").GetString()));
        Assert.Equal(
            proxy.GetProperty("process").GetProperty("entity_id").GetString(),
            root.GetProperty("findings")[0].GetProperty("process").GetString());
    }

    [Fact]
    public async Task EscalateAsync_ExistingCase_JoinsItWithABundleOfItsOwn()
    {
        var first = await _store.AddAlertAsync(new());
        var second = await _store.AddAlertAsync(new());
        var caseId = (await _commands.EscalateAsync(AlertStore.Analyst, first.PublicId, 0, _new, Cancel)).CaseId;

        var (result, joined) = await _commands.EscalateAsync(AlertStore.Admin, second.PublicId, 0, new(caseId, null, "Same script."), Cancel);

        Assert.IsType<DecisionResult.Done>(result);
        Assert.Equal(caseId, joined);
        await using var db = _store.CreateDbContext();
        Assert.Equal((1, 2), (await db.Cases.CountAsync(Cancel), await db.Escalations.CountAsync(Cancel)));
    }

    [Fact]
    public async Task EscalateAsync_ClosedOrMissingCase_IsRefusedAndChangesNothing()
    {
        var alert = await _store.AddAlertAsync(new());
        await using (var db = _store.CreateDbContext())
        {
            db.Cases.Add(new() { Id = 7, Title = "done", Owner = "ana", Status = CaseStatus.Closed });
            await db.SaveChangesAsync(Cancel);
        }

        Assert.IsType<DecisionResult.Invalid>((await _commands.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, new(7, null, "x"), Cancel)).Result);
        Assert.IsType<DecisionResult.Gone>((await _commands.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, new(8, null, "x"), Cancel)).Result);

        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Open, 0, 1), (stored.Status, stored.Version, stored.History.Count));
    }

    [Theory]
    [InlineData("title", null, "Note")]
    [InlineData(null, "note", "Case")]
    [InlineData(" ", "note", "Case")]
    public async Task EscalateAsync_IncompleteRequest_NamesTheField(string? title, string? note, string field)
    {
        var alert = await _store.AddAlertAsync(new());

        var (result, _) = await _commands.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, new(null, title, note), Cancel);

        Assert.StartsWith(field, Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EscalateAsync_StaleVersion_OpensNoCase()
    {
        var alert = await _store.AddAlertAsync(new());
        await new CloseCommands(_store, _store.Time, _store.Notices)
            .CloseAsync(AlertStore.OtherAnalyst, alert.PublicId, 0, new(AlertOutcome.FalsePositive, "noise"), Cancel);

        var (result, caseId) = await _commands.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, _new, Cancel);

        Assert.IsType<DecisionResult.Overtaken>(result);
        Assert.Null(caseId);
        await using var db = _store.CreateDbContext();
        Assert.Empty(db.Cases);
    }

    [Fact]
    public async Task EscalateAsync_ByManager_IsDenied()
    {
        var alert = await _store.AddAlertAsync(new());

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.EscalateAsync(AlertStore.Manager, alert.PublicId, 0, _new, Cancel));
    }

    [Fact]
    public async Task EscalateAsync_WithTargets_OnlyAddsRowsAndRings()
    {
        var alert = await _store.AddAlertAsync(new());
        var one = await OutboxBench.AddTargetAsync(_store, "one");
        var two = await OutboxBench.AddTargetAsync(_store, "two");

        var (result, _) = await _commands.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, _new with { TargetIds = [two, one, two] }, Cancel);

        Assert.IsType<DecisionResult.Done>(result);
        await using var db = _store.CreateDbContext();
        var rows = await db.Deliveries.OrderBy(d => d.Id).ToListAsync(Cancel);
        Assert.Equal([(one, "one"), (two, "two")], rows.Select(d => (d.TargetId!.Value, d.TargetName)));
        Assert.All(rows, d => Assert.Equal((DeliveryState.Waiting, 0, _store.Now), (d.State, d.Attempts, d.NextUtc)));
        Assert.Equal(2, rows.Select(d => d.IdempotencyKey).Distinct().Count());
        Assert.Equal(rows.Select(d => d.Id), _jobs.Imports);
    }

    [Fact]
    public async Task EscalateAsync_TargetSwitchedOffMeanwhile_SaysSoAndChangesNothing()
    {
        var alert = await _store.AddAlertAsync(new());
        var on = await OutboxBench.AddTargetAsync(_store, "on");
        var off = await OutboxBench.AddTargetAsync(_store, "off", isEnabled: false);

        var (result, caseId) = await _commands.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, _new with { TargetIds = [on, off] }, Cancel);

        Assert.StartsWith("Targets", Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
        Assert.Null(caseId);
        Assert.Equal(AlertStatus.Open, (await _store.ReadAsync(alert.PublicId)).Status);
        await using var db = _store.CreateDbContext();
        Assert.Equal((0, 0, 0), (await db.Cases.CountAsync(Cancel), await db.Escalations.CountAsync(Cancel), await db.Deliveries.CountAsync(Cancel)));
        Assert.Empty(_jobs.Imports);
    }

    private async Task<string> BundleAsync()
    {
        await using var db = _store.CreateDbContext();
        return (await db.Escalations.SingleAsync(Cancel)).BundleJson;
    }
}
