using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Alert;

/// <summary>What stands in the tree of an alert: folded children, what brokers started, the node of a link.</summary>
public sealed class AlertTreeTests : TriagePageContext
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    private AlertTreeQueries Trees => Services.GetRequiredService<AlertTreeQueries>();

    [Fact]
    public async Task LoadAsync_ThousandsOfChildren_AreCountedAndComeAThousandAtATime()
    {
        var alert = await Store.AddAlertAsync(new());
        await AddChildrenAsync(alert.ProxyProcessId, 2_500);
        var view = await ViewAsync(alert);
        var opened = new OpenedNodes();
        List<(int Shown, int Folded)> seen = [];
        for (var times = 0; times < 4; times++)
        {
            var nodes = await Trees.LoadAsync(view, opened, Cancel);
            seen.Add((nodes.Count(node => node.ParentId == AlertTreeBuilder.IdOf(alert.ProxyProcessId) && node.Kind == ProcessTreeNodeKind.Process),
                nodes.SingleOrDefault(node => node.Kind == ProcessTreeNodeKind.Folded)?.FoldedCount ?? 0));
            opened.Open(alert.ProxyProcessId);
        }

        // The alert's own child is always there.
        Assert.Equal([(21, 2_480), (1_001, 1_500), (2_001, 500), (2_501, 0)], seen);
    }

    [Fact]
    public async Task LoadAsync_AncestorWithManyChildren_FoldsThemWithoutItsOwnWay()
    {
        var alert = await Store.AddAlertAsync(new());
        var parent = (await ViewAsync(alert)).Proxy!.ParentId!.Value;
        await AddChildrenAsync(parent, 70);

        var nodes = await Trees.LoadAsync(await ViewAsync(alert), OpenedNodes.None, Cancel);

        Assert.Equal(70, Assert.Single(nodes, node => node.Kind == ProcessTreeNodeKind.Folded && node.ParentId == AlertTreeBuilder.IdOf(parent)).FoldedCount);
        Assert.Single(nodes, node => node.Kind == ProcessTreeNodeKind.Process && node.ParentId == AlertTreeBuilder.IdOf(parent));
    }

    [Theory]
    [InlineData(BrokeredHops.SignalId, ProcessTreeEdge.Inferred)]
    [InlineData("child-unsigned", ProcessTreeEdge.Ghost)]
    public async Task LoadAsync_ProcessThatABrokerStarted_StandsUnderItsCause(string signal, ProcessTreeEdge edge)
    {
        var alert = await Store.AddAlertAsync(new());
        var view = await ViewAsync(alert);
        var child = view.Processes.Single(process => process.Role == ChainRole.Payload);
        const string why = "wmiprvse.exe started update.exe moments after wscript.exe, which may have asked it to";
        view = view with
        {
            Processes = [.. view.Processes.Select(process => process.Id == child.Id ? process with { ParentId = null, ParentEdge = ParentEdgeKind.Ghost } : process)],
            Detail = view.Detail with { Findings = [.. view.Detail.Findings, new(signal, child.Id, 20, why, null, [new("ParentImage", -1, 0, "wmiprvse.exe", "a broker")])] },
        };

        var node = (await Trees.LoadAsync(view, OpenedNodes.None, Cancel)).Single(node => node.Id == AlertTreeBuilder.IdOf(child.Id));

        Assert.Equal(edge, node.Edge);
        Assert.Equal(edge == ProcessTreeEdge.Inferred ? AlertTreeBuilder.IdOf(alert.ProxyProcessId) : null, node.ParentId);
        Assert.Equal(edge == ProcessTreeEdge.Inferred, node.EdgeReason == why);
    }

    [Fact]
    public void SignalId_OfBrokeredHops_IsInTheCatalogue() =>
        Assert.Contains(TriageConsole.Detection.Signals.SignalCatalog.All, signal => signal.Id == BrokeredHops.SignalId);

    [Fact]
    public async Task AlertPage_LinkToANode_ChoosesItAndItsPageIsOffered()
    {
        var alert = await Store.AddAlertAsync(new());
        SignIn(Roles.Analyst);
        var node = AlertTreeBuilder.IdOf(alert.Processes.Single(member => member.Role == ChainRole.Payload).ProcessId);

        var page = Open(alert, node);

        Assert.Equal(node, page.FindComponent<ProcessTree>().Instance.SelectedId);
        var chosen = page.Find("[aria-label='The chosen node']");
        Assert.Contains("update.exe", chosen.TextContent, StringComparison.Ordinal);
        Assert.Equal([AppRoutes.ProcessOf(AlertTreeBuilder.ProcessOf(node)!.Value)], chosen.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).Where(href => href!.StartsWith(AppRoutes.Hunt, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AlertPage_LinkToAFoldedNode_OpensWhatHidesIt()
    {
        var alert = await Store.AddAlertAsync(new());
        var hidden = (await AddChildrenAsync(alert.ProxyProcessId, 40))[^1];
        SignIn(Roles.Analyst);

        var page = Open(alert, AlertTreeBuilder.IdOf(hidden));

        page.WaitForAssertion(() => Assert.Equal(AlertTreeBuilder.IdOf(hidden), page.FindComponent<ProcessTree>().Instance.SelectedId));
        Assert.DoesNotContain("is not in the tree", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p999999")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public async Task AlertPage_LinkToANodeThatIsNotThere_SaysSo(string node)
    {
        var alert = await Store.AddAlertAsync(new());
        SignIn(Roles.Manager);

        var page = Open(alert, node);

        page.WaitForAssertion(() => Assert.Contains("is not in the tree", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("img"));
        Assert.Null(page.FindComponent<ProcessTree>().Instance.SelectedId);
    }

    [Fact]
    public async Task AlertPage_NodeChosen_StandsInTheAddress()
    {
        var alert = await Store.AddAlertAsync(new());
        SignIn(Roles.Analyst);
        var page = Open(alert, null);
        var node = AlertTreeBuilder.IdOf(alert.ProxyProcessId);

        await page.InvokeAsync(() => page.FindComponent<ProcessTree>().Instance.OnSelect.InvokeAsync(node));

        Assert.EndsWith($"?node={node}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private IRenderedComponent<AlertPage> Open(AlertRow alert, string? node)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(AppRoutes.AlertOf(alert.PublicId) + (node is null ? null : $"?node={Uri.EscapeDataString(node)}"));
        return Render<AlertPage>(given => given.Add(page => page.Id, alert.PublicId));
    }

    private async Task<AlertView> ViewAsync(AlertRow alert) => (await Services.GetRequiredService<AlertQueries>().FindAsync(alert.PublicId, Cancel))!;

    private async Task<IReadOnlyList<long>> AddChildrenAsync(long parent, int count)
    {
        await using var db = Store.CreateDbContext();
        var like = await db.Processes.AsNoTracking().FirstAsync(p => p.StartUtc != null, Cancel);
        var rows = Enumerable.Range(0, count).Select(number => new ProcessRow
        {
            Id = 100_000 + number,
            HostId = like.HostId,
            ProcessGuid = Guid.NewGuid(),
            ProcessId = 20_000 + number,
            StartUtc = like.StartUtc!.Value.AddMinutes(1).AddMilliseconds(number),
            Witnesses = like.Witnesses,
            ImageId = like.ImageId,
            ImageNameId = like.ImageNameId,
            ParentId = parent,
            ParentEdge = ParentEdgeKind.Observed,
            FirstImportId = like.FirstImportId,
        }).ToList();
        db.Processes.AddRange(rows);
        await db.SaveChangesAsync(Cancel);
        return rows.ConvertAll(row => row.Id);
    }
}
