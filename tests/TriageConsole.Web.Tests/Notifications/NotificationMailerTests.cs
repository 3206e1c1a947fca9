using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Notifications.Mail;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Escalation.Benches;
using Xunit;

namespace TriageConsole.Web.Tests.Notifications;

public sealed class NotificationMailerTests : IDisposable
{
    private readonly AlertStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task RunAsync_Waiting_IsSentOnceAsPlainText()
    {
        await using var server = new MailBench(Mood.Takes);
        await AddAsync("otto@example.com");
        var mailer = Mailer(server.Settings.Number("port"));

        Assert.Equal(1, await mailer.RunAsync(Cancel));
        Assert.Equal(0, await mailer.RunAsync(Cancel));

        var message = Assert.Single(server.Messages);
        Assert.Contains("To: otto@example.com", message, StringComparison.Ordinal);
        Assert.DoesNotContain("\nX-Evil", message, StringComparison.Ordinal);
        Assert.Contains("https://triage.example/cases/7", message, StringComparison.Ordinal);
        Assert.DoesNotContain("text/html", message, StringComparison.Ordinal);
        Assert.Equal((NotificationMail.Sent, 1), await StandsAsync());
    }

    [Fact]
    public async Task RunAsync_MailboxRefused_IsNotTriedAgain()
    {
        await using var server = new MailBench(Mood.Refuses);
        await AddAsync("otto@example.com");
        await Mailer(server.Settings.Number("port")).RunAsync(Cancel);
        Assert.Equal((NotificationMail.Refused, 1), await StandsAsync());
    }

    [Fact]
    public async Task RunAsync_ServerDown_WaitsAndGivesUpInTheEnd()
    {
        await using var server = new MailBench(Mood.IsDown);
        await AddAsync("otto@example.com");
        var mailer = Mailer(server.Settings.Number("port"));
        await mailer.RunAsync(Cancel);
        Assert.Equal((NotificationMail.Waiting, 1), await StandsAsync());
        await mailer.RunAsync(Cancel);
        Assert.Equal((NotificationMail.Waiting, 1), await StandsAsync());
        _store.Time.Advance(TimeSpan.FromHours(2));
        await mailer.RunAsync(Cancel);
        Assert.Equal((NotificationMail.GaveUp, 2), await StandsAsync());
    }

    [Fact]
    public async Task RunAsync_NobodyListens_CostsOneAttemptHoweverManyWait()
    {
        await AddAsync("otto@example.com");
        await AddAsync("otto@example.com");
        Assert.Equal(0, await Mailer(1).RunAsync(Cancel));
        await using var db = _store.CreateDbContext();
        Assert.Equal([0, 1], await db.Notifications.Select(n => n.MailAttempts).OrderBy(n => n).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no address")]
    public async Task RunAsync_NoAddress_IsRefusedWithoutAServer(string? email)
    {
        await AddAsync(email);
        await Mailer(1).RunAsync(Cancel);
        Assert.Equal((NotificationMail.Refused, 1), await StandsAsync());
    }

    [Fact]
    public async Task RunAsync_NotConfigured_LeavesItWaiting()
    {
        await AddAsync("otto@example.com");
        Assert.Equal(0, await Mailer(1, string.Empty).RunAsync(Cancel));
        Assert.Equal((NotificationMail.Waiting, 0), await StandsAsync());
    }

    [Fact]
    public void Validate_Faults_AreAllNamed()
    {
        var check = new MailOptionsCheck();
        Assert.True(check.Validate(null, new()).Succeeded);
        Assert.True(check.Validate(null, new() { Host = "mail.example", From = "triage@example.com" }).Succeeded);
        var faults = check.Validate(null, new() { Host = "a:b", Port = 0, Security = "none", User = "u", From = "x", TimeoutSeconds = 0, MostAttempts = 0 });
        Assert.Equal(6, faults.Failures!.Count());
        Assert.Single(check.Validate(null, new() { Host = "h", Security = "ssl", From = "a@b.example" }).Failures!);
    }

    private NotificationMailer Mailer(int port, string host = "127.0.0.1") => new(
        _store,
        Options.Create(new MailOptions { Host = host, Port = port, Security = MailOptions.None, From = "triage@example.com", MostAttempts = 2 }),
        Options.Create(new EscalationOptions { ConsoleAddress = "https://triage.example/" }),
        _store.Time,
        NullLogger<NotificationMailer>.Instance);

    private async Task AddAsync(string? email)
    {
        await using var db = _store.CreateDbContext();
        var user = await db.Users.SingleOrDefaultAsync(Cancel)
            ?? db.Users.Add(new UserRow { Id = 2, UserName = "otto", NormalizedUserName = "OTTO", Email = email }).Entity;
        db.Notifications.Add(new NotificationRow
        {
            User = user,
            Kind = NotificationKind.Mentioned,
            AtUtc = _store.Now,
            By = "ana",
            Subject = AlertStore.Hostile + "\r\nX-Evil: 1",
            Excerpt = "two\nlines",
            CaseId = 7,
            Mail = NotificationMail.Waiting,
            MailNextUtc = _store.Now,
        });
        await db.SaveChangesAsync(Cancel);
    }

    private async Task<(NotificationMail, int)> StandsAsync()
    {
        await using var db = _store.CreateDbContext();
        var row = await db.Notifications.AsNoTracking().SingleAsync(Cancel);
        return (row.Mail, row.MailAttempts);
    }
}
