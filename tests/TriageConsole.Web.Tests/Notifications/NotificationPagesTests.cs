using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Features.Notifications.Mail;
using TriageConsole.Web.Features.Notifications.Page;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Notifications;

public sealed class NotificationPagesTests : TriagePageContext
{
    public NotificationPagesTests()
    {
        Services.AddNotificationPages();
        Services.AddSingleton(Options.Create(new MailOptions()));
    }

    [Fact]
    public async Task NotificationsPage_HostileText_IsTextAndReadAtAPress()
    {
        var actor = SignIn(Roles.Analyst);
        await AddAsync(actor.Id, actor.Name);
        var bell = Render<Bell>(given => given.Add(b => b.Actor, actor));
        Assert.Equal("Notifications, 1 not read", bell.Find("a").GetAttribute("aria-label"));

        var page = Render<NotificationsPage>();
        Assert.Empty(page.FindAll("img"));
        Assert.Contains(AlertStore.Hostile, page.Find("li").TextContent, StringComparison.Ordinal);
        Assert.Equal("@test-analyst", page.Find(".tc-mention").TextContent);
        await page.Find("li button").ClickAsync(new());

        Assert.Empty(page.FindAll("li.new"));
        Assert.Equal(0, await new NotificationQueries(Store).UnreadAsync(actor, CancellationToken.None));
    }

    [Fact]
    public void NotificationsPage_Empty_SaysWhatComes()
    {
        SignIn(Roles.Manager);
        Assert.Contains("@test-manager", Render<NotificationsPage>().Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotificationChoicesPage_Saved_KeepsWhatWasTicked()
    {
        var actor = SignIn(Roles.Analyst);
        await AddAsync(actor.Id, actor.Name);
        var page = Render<NotificationChoicesPage>();
        page.Find("input[aria-label='Mentioned: by mail']").Change(true);
        await page.Find("form").SubmitAsync();
        Assert.Contains("Mail address", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        page.Find("input[type=email]").Change("ana@example.com");
        await page.Find("form").SubmitAsync();

        var kept = await new NotificationQueries(Store).ChoicesAsync(actor, CancellationToken.None);
        Assert.Equal("ana@example.com", kept.Email);
        Assert.Equal([NotificationKind.Mentioned], kept.Choices.Where(c => c.Mail).Select(c => c.Kind));
    }

    private async Task AddAsync(long id, string name)
    {
        await using var db = Store.CreateDbContext();
        db.Users.Add(new UserRow { Id = id, UserName = name, NormalizedUserName = name.ToUpperInvariant() });
        db.Notifications.Add(new NotificationRow
        {
            UserId = id,
            Kind = NotificationKind.Mentioned,
            AtUtc = Store.Now,
            By = AlertStore.Hostile,
            Subject = AlertStore.Hostile,
            Excerpt = $"{AlertStore.Hostile} @{name}",
            InApp = true,
            MailNextUtc = Store.Now,
        });
        await db.SaveChangesAsync();
    }
}
