using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Notifications.Mail;
using TriageConsole.Web.Features.Reports.Making;

namespace TriageConsole.Web.Features.Reports.Schedules;

/// <summary>A report as a mail with its files, through the mail server of the settings.</summary>
public sealed class ReportMail(IOptions<MailOptions> mail, IOptions<ReportsOptions> reports, IOptions<EscalationOptions> escalation, ReportFolder folder, TimeProvider time)
{
    public const int MostRecipients = 20;

    private const long Megabyte = 1_000_000;

    public bool IsConfigured => mail.Value.IsConfigured;

    /// <summary>Addresses as somebody wrote them.</summary>
    public static IReadOnlyList<string> Addresses(string recipients)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        return recipients.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task<SentReport> SendAsync(ReportRow row, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!mail.Value.IsConfigured)
            return new(false, "There is no mail server in the settings (Mail).", IsFinal: true);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(mail.Value.TimeoutSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var message = Compose(row);
            using var client = new SmtpClient();
            await client.ConnectAsync(mail.Value.Host, mail.Value.Port, Security(), both.Token);
            if (mail.Value.User.Length > 0)
                await client.AuthenticateAsync(mail.Value.User, mail.Value.Password, both.Token);
            var said = await client.SendAsync(message, both.Token);
            await client.DisconnectAsync(quit: true, both.Token);
            return new(true, said);
        }
        catch (SmtpCommandException e)
        {
            return new(false, $"{(int)e.StatusCode}: {e.Message}", IsFinal: (int)e.StatusCode is not (>= 400 and < 500));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // No answer, no connection, no encryption, wrong password, a file that is gone: all of them are somebody's to mend.
            return new(false, limit.IsCancellationRequested ? FormattableString.Invariant($"No answer within {mail.Value.TimeoutSeconds} seconds.") : $"{e.GetType().Name}: {e.Message}");
        }
    }

    private MimeMessage Compose(ReportRow row)
    {
        var (attached, left) = Choose(row);
        var message = new MimeMessage { Subject = $"Triage Console report {row.FromDay:yyyy-MM-dd} to {row.UntilDay:yyyy-MM-dd}" };
        message.From.Add(MailboxAddress.Parse(mail.Value.From));
        message.To.AddRange(Addresses(row.Recipients).Select(static address => MailboxAddress.Parse(address)));

        // The same in every attempt: mailboxes know a message by it.
        message.MessageId = FormattableString.Invariant($"report-{row.Id}-{row.CreatedUtc.Ticks}@triage-console.invalid");
        message.Date = time.GetUtcNow();
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var body = new BodyBuilder { TextBody = Text(row, left) };
        foreach (var file in attached)
            body.Attachments.Add(file.Name, File.ReadAllBytes(folder.PathOf(file)), ContentType.Parse(ReportWords.MediaType(file.Kind)));
        message.Body = body.ToMessageBody();
        return message;
    }

    // The PDF before the HTML before the pack, as long as they fit.
    private (List<ReportFileRow> Attached, List<ReportFileRow> Left) Choose(ReportRow row)
    {
        var room = reports.Value.MailMegabytes * Megabyte;
        List<ReportFileRow> attached = [], left = [];
        foreach (var file in row.Files.OrderBy(file => file.Kind == ReportFileKind.Pdf ? 0 : file.Kind == ReportFileKind.Html ? 1 : 2))
        {
            (file.Bytes <= room ? attached : left).Add(file);
            room -= file.Bytes <= room ? file.Bytes : 0;
        }

        return (attached, left);
    }

    private string Text(ReportRow row, List<ReportFileRow> left)
    {
        var text = new StringBuilder();
        text.Append("Report of ").Append(ReportRows.Subject(row)).AppendLine(".").AppendLine();
        foreach (var file in row.Files)
            text.AppendLine(FormattableString.Invariant($"{file.Name}: {file.Bytes:N0} bytes, SHA-256 {file.Sha256}{(left.Contains(file) ? " (too large for this mail)" : string.Empty)}"));
        if (row.PdfNote.Length > 0)
            text.AppendLine().AppendLine(row.PdfNote);
        text.AppendLine().AppendLine(escalation.Value.ConsoleAddress.Length > 0
            ? $"In the console: {escalation.Value.ConsoleAddress.TrimEnd('/')}{AppRoutes.Reports}"
            : "It is on the Reports page of the console as well.");
        return text.ToString();
    }

    private SecureSocketOptions Security() => mail.Value.Security switch
    {
        MailOptions.None => SecureSocketOptions.None,
        MailOptions.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };
}
