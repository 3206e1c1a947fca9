using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Sending;
using TriageConsole.Web.Features.Escalation.Targets.Syslog;

namespace TriageConsole.Web.Tests.Escalation.Benches;

/// <summary>A syslog collector on loopback: TLS, TCP or UDP.</summary>
internal sealed class SyslogBench : TargetBench
{
    private readonly string _transport;
    private readonly Mood _mood;
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener? _listener;
    private readonly UdpClient? _datagrams;
    private readonly X509Certificate2? _certificate;
    private readonly Task _serving = Task.CompletedTask;
    private readonly int _port;

    public SyslogBench(string transport, Mood mood)
    {
        (_transport, _mood) = (transport, mood);
        Target = new SyslogTarget(new DestinationGuard(Allowing));
        if (transport == SyslogTarget.Udp)
        {
            _datagrams = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            _port = ((IPEndPoint)_datagrams.Client.LocalEndPoint!).Port;
            _serving = ServeDatagramsAsync();
            return;
        }

        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        if (mood == Mood.IsDown)
        {
            _listener.Stop();
            return;
        }

        if (transport == SyslogTarget.Tls)
            _certificate = SelfSigned();
        _serving = ServeAsync();
    }

    /// <summary>What came over each connection, or in each datagram.</summary>
    public ConcurrentQueue<string> Frames { get; } = new();

    public string Framing { get; init; } = SyslogTarget.Counted;

    public override IEscalationTarget Target { get; }

    public override TargetSettings Settings => Filled(
        Target, ("host", "127.0.0.1"), ("port", _port.ToString(CultureInfo.InvariantCulture)), ("transport", _transport), ("framing", Framing),
        ("pin", _mood == Mood.Takes && _certificate is not null ? _certificate.GetCertHashString(HashAlgorithmName.SHA256) : string.Empty));

    public async Task<IReadOnlyList<string>> FramesAsync(int atLeast)
    {
        for (var i = 0; i < 200 && Frames.Count < atLeast; i++)
            await Task.Delay(25);
        return [.. Frames];
    }

    public override async Task<IReadOnlyList<string>> KeysAsync(int atLeast) =>
        [.. (await FramesAsync(atLeast)).Select(frame => frame.Split("cs4=")[1].Split(' ')[0])];

    public override async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener?.Dispose();
        await _serving;
        _datagrams?.Dispose();
        _certificate?.Dispose();
        _end.Dispose();
        await base.DisposeAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bench", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ServeDatagramsAsync()
    {
        try
        {
            while (true)
                Frames.Enqueue(Encoding.UTF8.GetString((await _datagrams!.ReceiveAsync(_end.Token)).Buffer));
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener!.AcceptTcpClientAsync(_end.Token);
                if (_mood == Mood.IsSilent)
                    await Task.Delay(Timeout.Infinite, _end.Token);
                await using var stream = client.GetStream();
                await using var read = _certificate is null ? (Stream)stream : new SslStream(stream);
                if (read is SslStream secured)
                    await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _end.Token);
                using var reader = new StreamReader(read, Encoding.UTF8);
                var frame = await reader.ReadToEndAsync(_end.Token);
                if (frame.Length > 0)
                    Frames.Enqueue(frame);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or AuthenticationException or ObjectDisposedException)
            {
                // A client that would not go on, or the end of the test.
            }
        }
    }
}
