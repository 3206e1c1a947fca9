using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using TriageConsole.Web.Features.Escalation.Targets.Sending;

namespace TriageConsole.Web.Features.Escalation.Targets.Mail;

/// <summary>An e-mail with the facts as text and the bundle attached, handed to an SMTP server.</summary>
public sealed class MailTarget(DestinationGuard guard) : IEscalationTarget
{
    public const string Host = "host";
    public const string Port = "port";
    public const string Security = "security";
    public const string StartTls = "starttls";
    public const string Tls = "tls";
    public const string None = "none";
    public const string User = "user";
    public const string Password = "password";
    public const string From = "from";
    public const string To = "to";
    public const string IdempotencyHeader = "X-Triage-Idempotency-Key";

    private const int HighestPort = 65_535;
    private const int MostReceivers = 20;
    private const int LongestSubject = 200;

    public string Kind => "email";

    public string Title => "E-mail";

    public string Summary => "A message with the facts, the bundle attached.";

    public IReadOnlyList<TargetField> Fields { get; } =
    [
        new() { Name = Host, Label = "SMTP server", IsDestination = true },
        new() { Name = Port, Label = "Port", Kind = TargetFieldKind.Number, Default = "587", Least = 1, Most = HighestPort, IsDestination = true },
        new()
        {
            Name = Security, Label = "Encryption", Kind = TargetFieldKind.Choice, Default = StartTls, IsDestination = true,
            Choices = [(StartTls, "STARTTLS"), (Tls, "TLS from the start"), (None, "none")],
        },
        new() { Name = User, Label = "User", IsRequired = false, Hint = "Empty: the server takes mail without signing in." },
        new() { Name = Password, Label = "Password", Kind = TargetFieldKind.Secret, IsRequired = false },
        new() { Name = From, Label = "From" },
        new() { Name = To, Label = "To", Hint = $"Up to {MostReceivers} addresses, by commas." },
    ];

    public IEnumerable<TargetFault> ValidateSettings(TargetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings[Host].Length > 0 && Uri.CheckHostName(settings[Host]) == UriHostNameType.Unknown)
            yield return new(Host, "SMTP server: a name or an address, without a port.");
        if (settings[From].Length > 0 && !IsAddress(settings[From]))
            yield return new(From, "From: an e-mail address such as triage@example.com.");
        var to = Receivers(settings);
        if (settings[To].Length > 0 && (to.Count is 0 or > MostReceivers || !to.All(IsAddress)))
            yield return new(To, $"To: 1 to {MostReceivers} e-mail addresses, by commas.");
        if (settings[User].Length > 0 && settings.Secret(Password).Length == 0)
            yield return new(Password, "Password: a user needs one.");
        if (settings[User].Length > 0 && settings[Security] == None)
            yield return new(Security, "Encryption: without it the password could be read on the way.");
    }

    public string Describe(TargetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return $"{settings[To]} through {settings[Host]}";
    }

    public async Task<DeliveryOutcome> SendAsync(TargetSettings settings, Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(delivery);
        using var message = Compose(settings, delivery);
        using var client = new SmtpClient();
        try
        {
            await using var connection = await guard.ConnectAsync(settings[Host], settings.Number(Port), cancel);
            await client.ConnectAsync(connection, settings[Host], settings.Number(Port), Options(settings), cancel);
            if (settings[User].Length > 0)
                await client.AuthenticateAsync(settings[User], settings.Secret(Password), cancel);
            var said = await client.SendAsync(message, cancel);
            await client.DisconnectAsync(quit: true, cancel);
            return new DeliveryOutcome.Delivered(said);
        }
        catch (SmtpCommandException e)
        {
            var words = $"{(int)e.StatusCode}: {e.Message}";
            return (int)e.StatusCode is >= 400 and < 500 ? new DeliveryOutcome.Again(words) : new DeliveryOutcome.Refused(words);
        }
        catch (MailKit.Security.AuthenticationException e)
        {
            return new DeliveryOutcome.Refused($"The server did not accept user and password: {e.Message}");
        }
        catch (SslHandshakeException e)
        {
            var words = $"No encrypted connection: {e.Message}";
            return e.InnerException is IOException ? new DeliveryOutcome.Again(words) : new DeliveryOutcome.Refused(words);
        }
        catch (NotSupportedException e)
        {
            // STARTTLS or signing in, which this server does not offer.
            return new DeliveryOutcome.Refused(e.Message);
        }
        catch (Exception e) when (e is ProtocolException or ServiceNotConnectedException)
        {
            return new DeliveryOutcome.Again($"The connection broke: {e.Message}");
        }
    }

    private static MimeMessage Compose(TargetSettings settings, Delivery delivery)
    {
        var message = new MimeMessage { Subject = $"[{(delivery.IsTest ? "Test" : delivery.Level.ToString())}] {FactText.Short(delivery.Title, LongestSubject)}" };
        message.From.Add(MailboxAddress.Parse(settings[From]));
        message.To.AddRange(Receivers(settings).Select(static address => MailboxAddress.Parse(address)));

        // The same in every attempt: mailboxes and ticket systems know a message by it.
        message.MessageId = $"{delivery.IdempotencyKey}@triage-console.invalid";
        message.Date = new DateTimeOffset(delivery.NowUtc);
        message.Headers.Add(IdempotencyHeader, delivery.IdempotencyKey);
        var body = new BodyBuilder { TextBody = FactText.Plain(delivery) };
        body.Attachments.Add(delivery.FileName, Encoding.UTF8.GetBytes(delivery.BundleJson), new ContentType("application", "json"));
        message.Body = body.ToMessageBody();
        return message;
    }

    private static SecureSocketOptions Options(TargetSettings settings) => settings[Security] switch
    {
        None => SecureSocketOptions.None,
        Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private static List<string> Receivers(TargetSettings settings) =>
        [.. settings[To].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsAddress(string text) => MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal);
}
