using System.Net;
using System.Net.Sockets;
using System.Text;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Mail;
using TriageConsole.Web.Features.Escalation.Targets.Sending;

namespace TriageConsole.Web.Tests.Escalation.Benches;

/// <summary>A mail server on loopback, as far as one message needs it.</summary>
internal sealed class MailBench : TargetBench
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Mood _mood;
    private readonly Task _serving;

    public MailBench(Mood mood)
    {
        _mood = mood;
        Target = new MailTarget(new DestinationGuard(Allowing));
        _listener.Start();
        _serving = ServeAsync();
    }

    public List<string> Messages { get; } = [];

    public override IEscalationTarget Target { get; }

    public override TargetSettings Settings => Filled(
        Target, ("host", "127.0.0.1"), ("port", Port), ("security", "none"), ("from", "triage@example.com"), ("to", "soc@example.com, lead@example.com"));

    private string Port => ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public override Task<IReadOnlyList<string>> KeysAsync(int atLeast) => Task.FromResult<IReadOnlyList<string>>([.. Messages.Select(KeyOf)]);

    public override async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // Stopped only when nobody accepts any more: between two clients it would not listen.
        await _serving;
        _listener.Stop();
        _end.Dispose();
        await base.DisposeAsync();
    }

    private static string KeyOf(string message) =>
        message.Split("\r\n").First(line => line.StartsWith(MailTarget.IdempotencyHeader + ":", StringComparison.Ordinal)).Split(':')[1].Trim();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // The end of the test.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        if (_mood == Mood.IsSilent)
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
            return;
        }

        await writer.WriteLineAsync("220 bench");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "RCPT" when _mood == Mood.Refuses:
                    await writer.WriteLineAsync("550 no such mailbox");
                    break;
                case "RCPT" when _mood == Mood.IsDown:
                    await writer.WriteLineAsync("451 try later");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    await ReadMessageAsync(reader);
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private async Task ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            message.Append(line).Append("\r\n");
        Messages.Add(message.ToString());
    }
}
