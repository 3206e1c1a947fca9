using Bunit;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Alert;

public sealed class ScriptBlocksPanelTests : TriagePageContext
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Render_NothingLogged_HasNoPanel()
    {
        var page = Open((await Store.AddAlertAsync(new())).PublicId);

        Assert.Empty(page.FindAll("#scripts-title"));
    }

    [Fact]
    public async Task Render_Scripts_AreFoldedAndThenText()
    {
        var alert = await Store.AddAlertAsync(new());
        await LogAsync(alert, AlertStore.Hostile + "\r\nGet-Date # inv\u202Egpj", total: 1);
        await LogAsync(alert, "part of more", total: 3);
        await LogAsync(alert, "CommandInvocation(Get-Date)", total: 1, isCommand: true);

        var page = Open(alert.PublicId);

        var panel = page.Find("[aria-labelledby=scripts-title]");
        Assert.Empty(page.FindAll("[aria-labelledby=scripts-title] pre"));
        var button = page.Find("[aria-labelledby=scripts-title] button");
        Assert.Equal("false", button.GetAttribute("aria-expanded"));
        Assert.Contains("2 script blocks, 1 command", button.TextContent, StringComparison.Ordinal);
        button.Click();
        Assert.Equal(
            [AlertStore.Hostile + "\nGet-Date # inv⟨U+202E⟩gpj", "part of more", "CommandInvocation(Get-Date)"],
            page.FindAll("[aria-labelledby=scripts-title] pre").Select(pre => pre.TextContent));
        Assert.Empty(page.FindAll("img"));
        Assert.Single(page.FindAll("[aria-labelledby=scripts-title] strong"));
        page.Find("[aria-labelledby=scripts-title] button").Click();
        Assert.Empty(page.FindAll("[aria-labelledby=scripts-title] pre"));
    }

    [Fact]
    public async Task Render_LongAndMany_AreCutAndSayWhatIsLeft()
    {
        var alert = await Store.AddAlertAsync(new());
        for (var i = 0; i < 12; i++)
            await LogAsync(alert, new string('x', 30_000) + i, total: 1);

        var page = Open(alert.PublicId);
        page.Find("[aria-labelledby=scripts-title] button").Click();

        Assert.Equal(10, page.FindAll("[aria-labelledby=scripts-title] pre").Count);
        Assert.All(page.FindAll("[aria-labelledby=scripts-title] pre"), pre => Assert.Equal(8_000, pre.TextContent.Length));
        Assert.Contains("30,001", page.Find("[aria-labelledby=scripts-title]").TextContent, StringComparison.Ordinal);
        page.FindAll("[aria-labelledby=scripts-title] button")[^1].Click();
        Assert.Equal(12, page.FindAll("[aria-labelledby=scripts-title] pre").Count);
    }

    [Theory]
    [InlineData("a\r\nb\nc", 100, "a\nb\nc")]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab\U0001F600", 3, "ab")]
    [InlineData("a\u0000b\tc", 100, "a⟨U+0000⟩b\tc")]
    public void Visible_Text_KeepsItsLinesOnly(string text, int most, string expected) => Assert.Equal(expected, ScriptText.Visible(text, most));

    private async Task LogAsync(AlertRow alert, string text, int total, bool isCommand = false)
    {
        await using var db = Store.CreateDbContext();
        var child = await db.Processes.SingleAsync(p => db.AlertProcesses.Any(m => m.AlertId == alert.Id && m.ProcessId == p.Id && m.Role == ChainRole.Payload), Cancel);
        child.ProcessId ??= 4242;
        var id = (await db.ScriptBlocks.MaxAsync(b => (long?)b.Id, Cancel) ?? 0) + 1;
        var last = await db.Texts.MaxAsync(t => (long?)t.Id, Cancel) ?? 0;
        var words = new TextRow { Id = last + 1, Value = text, Hash = last + 1 };
        db.Texts.Add(words);
        db.ScriptBlocks.Add(new()
        {
            Id = id,
            HostId = child.HostId,
            ProcessId = child.ProcessId,
            BlockId = new Guid((int)id, 0, (short)(isCommand ? -0x8000 : 0x4000), 0x80, 0, 0, 0, 0, 0, 0, 1),
            Number = 1,
            Total = total,
            TextId = words.Id,
            UtcTime = child.StartUtc!.Value.AddSeconds(id),
            TimeBasis = child.TimeBasis,
        });
        await db.SaveChangesAsync(Cancel);
    }

    private IRenderedComponent<AlertPage> Open(Guid id)
    {
        SignIn(Roles.Analyst);
        return Render<AlertPage>(given => given.Add(page => page.Id, id));
    }
}
