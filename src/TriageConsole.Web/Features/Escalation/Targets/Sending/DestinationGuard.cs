using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Escalation.Targets.Sending;

/// <summary>
/// Connects to destinations outside and to no others. The address is checked that is connected to, not the name that
/// was typed: what a name resolves to can change between a check and a connection.
/// </summary>
public sealed class DestinationGuard(IOptions<EscalationOptions> options)
{
    /// <summary>A TCP connection to the first address that may be reached and answers.</summary>
    /// <exception cref="DestinationRefusedException">It resolves to addresses that are not allowed only.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken cancel)
    {
        var addresses = await ResolveAsync(host, cancel);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < addresses.Count)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>The addresses of a host that may be reached, never none.</summary>
    /// <exception cref="DestinationRefusedException">None may.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancel)
    {
        // The resolver is not asked about what is an address already: it would take more forms of one than are checked.
        var all = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancel);
        if (all.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);

        // An IPv4 address in IPv6's clothes is reached as what it is.
        var allowed = all.Where(MayReach).Select(static address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToList();
        return allowed.Count > 0
            ? allowed
            : throw new DestinationRefusedException(
                $"{host} is an address of this machine or of a private network. An operator can allow these with Escalation:AllowPrivateDestinations.");
    }

    /// <summary>Whether it may be connected to.</summary>
    public bool MayReach(IPAddress address) => options.Value.AllowPrivateDestinations || ReservedNetworks.IsPublic(address);
}

/// <summary>A destination that must not be connected to.</summary>
public sealed class DestinationRefusedException(string message) : Exception(message);
