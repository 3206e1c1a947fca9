using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TriageConsole.Web.Features.Escalation.Targets.Sending;

namespace TriageConsole.Web.Features.Escalation.Targets.Syslog;

/// <summary>
/// A CEF line to a syslog collector over TLS, TCP or UDP. Syslog answers nothing: over TCP and TLS "delivered" means that
/// the collector's machine took the bytes, over UDP only that they were sent.
/// </summary>
public sealed class SyslogTarget(DestinationGuard guard) : IEscalationTarget
{
    public const string Host = "host";
    public const string Port = "port";
    public const string Transport = "transport";
    public const string Framing = "framing";
    public const string Pin = "pin";
    public const string Tls = "tls";
    public const string Tcp = "tcp";
    public const string Udp = "udp";
    public const string Counted = "counted";
    public const string Lines = "lines";

    private const int HighestPort = 65_535;
    private const int PinDigits = 64;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>What a collector should take by RFC 5424, section 6.1; more may be cut or lost on the way.</summary>
    private const int MostDatagramBytes = 2_048;

    public string Kind => "syslog";

    public string Title => "Syslog (CEF)";

    public string Summary => "One CEF line with the facts and the bundle's hash.";

    public IReadOnlyList<TargetField> Fields { get; } =
    [
        new() { Name = Host, Label = "Host", IsDestination = true },
        new() { Name = Port, Label = "Port", Kind = TargetFieldKind.Number, Default = "6514", Least = 1, Most = HighestPort, IsDestination = true },
        new()
        {
            Name = Transport, Label = "Transport", Kind = TargetFieldKind.Choice, Default = Tls, IsDestination = true,
            Choices = [(Tls, "TCP with TLS"), (Tcp, "TCP"), (Udp, "UDP")],
            Hint = "Only TLS keeps what is sent from being read or changed on the way.",
        },
        new()
        {
            Name = Framing, Label = "Lines are told apart by", Kind = TargetFieldKind.Choice, Default = Counted,
            Choices = [(Counted, "their length (RFC 6587)"), (Lines, "a line break")],
            Hint = "Over UDP each datagram is one line.",
        },
        new()
        {
            Name = Pin, Label = "SHA-256 of the certificate", IsRequired = false, IsDestination = true,
            Hint = "For a collector whose certificate no authority of this machine signed: this one, and no other, is accepted too.",
        },
    ];

    public IEnumerable<TargetFault> ValidateSettings(TargetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings[Host].Length > 0 && Uri.CheckHostName(settings[Host]) == UriHostNameType.Unknown)
            yield return new(Host, "Host: a name or an address, without a port.");
        var pin = PinOf(settings);
        if (pin.Length > 0 && (pin.Length != PinDigits || !pin.All(char.IsAsciiHexDigit)))
            yield return new(Pin, $"SHA-256 of the certificate: {PinDigits} hexadecimal digits.");
        if (pin.Length > 0 && settings[Transport] != Tls)
            yield return new(Pin, "SHA-256 of the certificate: only TLS has one.");
    }

    public string Describe(TargetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return $"{settings[Host]}:{settings[Port]} ({settings[Transport]})";
    }

    public async Task<DeliveryOutcome> SendAsync(TargetSettings settings, Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var line = Encoding.UTF8.GetBytes(CefLine.Of(delivery));
        if (settings[Transport] == Udp)
            return await SendDatagramAsync(settings, line, cancel);
        byte[] framed = settings[Framing] == Lines
            ? [.. line, (byte)'\n']
            : [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line.Length} ")), .. line];
        await using var connection = await guard.ConnectAsync(settings[Host], settings.Number(Port), cancel);
        if (settings[Transport] == Tls)
        {
            await using var secured = new SslStream(connection, leaveInnerStreamOpen: true);
            await secured.AuthenticateAsClientAsync(Security(settings), cancel);
            await secured.WriteAsync(framed, cancel);
            await secured.FlushAsync(cancel);
            await secured.ShutdownAsync();
            await CloseAsync(connection, cancel);
            return new DeliveryOutcome.Delivered("Sent over TLS; syslog gives no answer.");
        }

        await connection.WriteAsync(framed, cancel);
        await connection.FlushAsync(cancel);
        await CloseAsync(connection, cancel);
        return new DeliveryOutcome.Delivered("Sent over TCP; syslog gives no answer.");
    }

    // Closed while something of the collector's is unread (a TLS session ticket), a connection is reset, and what the collector
    // had not read of ours is lost with it: so it may close first, for a moment.
    private static async Task CloseAsync(NetworkStream connection, CancellationToken cancel)
    {
        connection.Socket.Shutdown(SocketShutdown.Send);
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        moment.CancelAfter(_patience);
        try
        {
            var unread = new byte[512];
            while (await connection.ReadAsync(unread, moment.Token) > 0)
            {
                // Nothing that a collector says is an answer.
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It keeps the connection, or broke it after all was sent.
        }
    }

    private async Task<DeliveryOutcome> SendDatagramAsync(TargetSettings settings, byte[] line, CancellationToken cancel)
    {
        var address = (await guard.ResolveAsync(settings[Host], cancel))[0];
        using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.SendToAsync(line.AsMemory(0, FittingLength(line)), new IPEndPoint(address, settings.Number(Port)), cancel);
        return new DeliveryOutcome.Delivered("Sent over UDP; nobody says whether it arrived.");
    }

    private static SslClientAuthenticationOptions Security(TargetSettings settings)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = settings[Host] };
        var pin = PinOf(settings);
        if (pin.Length > 0)
        {
            options.RemoteCertificateValidationCallback = (_, certificate, _, faults) => faults == SslPolicyErrors.None
                || string.Equals(certificate?.GetCertHashString(HashAlgorithmName.SHA256), pin, StringComparison.OrdinalIgnoreCase);
        }

        return options;
    }

    // As openssl and browsers show it, too.
    private static string PinOf(TargetSettings settings) => settings[Pin].Replace(":", string.Empty, StringComparison.Ordinal);

    // Cut between characters, never within one.
    private static int FittingLength(byte[] line)
    {
        var length = Math.Min(line.Length, MostDatagramBytes);
        while (length < line.Length && length > 0 && (line[length] & 0xC0) == 0x80)
            length--;
        return length;
    }
}
