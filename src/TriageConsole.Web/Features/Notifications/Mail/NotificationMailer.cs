using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Escalation.Outbox;

namespace TriageConsole.Web.Features.Notifications.Mail;

/// <summary>
/// Sends the mails that wait in rows, one at a time. A server that does not answer costs one attempt a round, and nothing
/// but mails waits for it.
/// </summary>
public sealed partial class NotificationMailer(
    IDbContextFactory<TriageContext> contexts, IOptions<MailOptions> mail, IOptions<EscalationOptions> escalation, TimeProvider time,
    ILogger<NotificationMailer> logger)
{
    private const int MostAtOnce = 100;
    private const int FirstWaitSeconds = 30;
    private const int LongestAnswer = 500;
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(30);

    /// <summary>Sends what is due; how many were taken by the server.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (!mail.Value.IsConfigured)
            return 0;
        var sent = 0;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.Notifications.AsNoTracking().Include(n => n.User)
            .Where(n => n.Mail == NotificationMail.Waiting && n.MailNextUtc <= now).OrderBy(n => n.MailNextUtc).ThenBy(n => n.Id)
            .Take(MostAtOnce).ToListAsync(cancel);
        foreach (var row in due)
        {
            var attempt = row.MailAttempts + 1;
            var until = time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(mail.Value.TimeoutSeconds) + _margin;
            var claimed = await db.Notifications
                .Where(n => n.Id == row.Id && n.Mail == NotificationMail.Waiting && n.MailAttempts == row.MailAttempts)
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.MailAttempts, attempt).SetProperty(n => n.MailNextUtc, until), cancel);
            if (claimed == 0)
                continue;
            var (state, words, isServerDown) = await AttemptAsync(row, cancel);
            if (state == NotificationMail.Waiting && attempt >= mail.Value.MostAttempts)
                state = NotificationMail.GaveUp;
            await WriteAsync(db, row.Id, attempt, state, words);
            Log.Attempted(logger, row.Id, attempt, state);
            if (state == NotificationMail.Sent)
                sent++;

            // The others would only wait for the same server; they stay due.
            if (isServerDown)
                break;
        }

        return sent;
    }

    private async Task<(NotificationMail State, string Words, bool IsServerDown)> AttemptAsync(NotificationRow row, CancellationToken cancel)
    {
        if (row.User is not { } user || Hosting.Access.UserAccounts.IsDisabled(user))
            return (NotificationMail.Refused, "The account is disabled.", false);
        if (!MailOptionsCheck.IsAddress(user.Email))
            return (NotificationMail.Refused, "There is no mail address to send it to.", false);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(mail.Value.TimeoutSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var message = Compose(row, user.Email!);
            using var client = new SmtpClient();
            await client.ConnectAsync(mail.Value.Host, mail.Value.Port, Options(), both.Token);
            if (mail.Value.User.Length > 0)
                await client.AuthenticateAsync(mail.Value.User, mail.Value.Password, both.Token);
            var said = await client.SendAsync(message, both.Token);
            await client.DisconnectAsync(quit: true, both.Token);
            return (NotificationMail.Sent, said, false);
        }
        catch (SmtpCommandException e)
        {
            var isLater = (int)e.StatusCode is >= 400 and < 500;
            return (isLater ? NotificationMail.Waiting : NotificationMail.Refused, $"{(int)e.StatusCode}: {e.Message}", false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // No answer, no connection, no encryption, wrong password: all of them are the server's or the operator's to mend.
            var words = limit.IsCancellationRequested ? FormattableString.Invariant($"No answer within {mail.Value.TimeoutSeconds} seconds.") : $"{e.GetType().Name}: {e.Message}";
            return (NotificationMail.Waiting, words, true);
        }
    }

    private MimeMessage Compose(NotificationRow row, string to)
    {
        var message = new MimeMessage { Subject = NotificationWords.MailSubject(row) };
        message.From.Add(MailboxAddress.Parse(mail.Value.From));
        message.To.Add(MailboxAddress.Parse(to));

        // The same in every attempt: mailboxes know a message by it.
        message.MessageId = FormattableString.Invariant($"notification-{row.Id}-{row.AtUtc.Ticks}@triage-console.invalid");
        message.Date = new DateTimeOffset(row.AtUtc);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart("plain") { Text = NotificationWords.MailBody(row, escalation.Value.ConsoleAddress) };
        return message;
    }

    private SecureSocketOptions Options() => mail.Value.Security switch
    {
        MailOptions.None => SecureSocketOptions.None,
        MailOptions.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    // Not cancelled with the server: what was sent was sent, and the row must say so.
    private async Task WriteAsync(TriageContext db, long id, int attempt, NotificationMail state, string words)
    {
        var next = time.GetUtcNow().UtcDateTime;
        if (state == NotificationMail.Waiting)
            next += Backoff.After(attempt, FirstWaitSeconds, null);
        var answer = StorableText.Clean(words.Length <= LongestAnswer ? words : words[..LongestAnswer]);
        await db.Notifications.Where(n => n.Id == id && n.MailAttempts == attempt && n.Mail == NotificationMail.Waiting)
            .ExecuteUpdateAsync(
                set => set.SetProperty(n => n.Mail, state).SetProperty(n => n.MailNextUtc, next).SetProperty(n => n.MailAnswer, answer),
                CancellationToken.None);
    }

    private static partial class Log
    {
        // Never what was sent nor to whom.
        [LoggerMessage(Level = LogLevel.Information, Message = "Mail of notification {NotificationId}, attempt {Attempt}: {State}.")]
        public static partial void Attempted(ILogger logger, long notificationId, int attempt, NotificationMail state);
    }
}

/// <summary>Looks for mails that are due, for as long as the console runs.</summary>
public sealed partial class NotificationMailClock(NotificationMailer mailer, TimeProvider time, ILogger<NotificationMailClock> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                await mailer.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A database that is away for a moment; the next look asks again.
                Log.NotLooked(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What mails are due could not be looked up.")]
        public static partial void NotLooked(ILogger logger, Exception exception);
    }
}
