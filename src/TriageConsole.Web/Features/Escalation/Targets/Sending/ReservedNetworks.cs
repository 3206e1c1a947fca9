using System.Net;
using System.Net.Sockets;

namespace TriageConsole.Web.Features.Escalation.Targets.Sending;

/// <summary>Which addresses are of the public Internet, by IANA's registries of special-purpose addresses.</summary>
public static class ReservedNetworks
{
    private static readonly IPNetwork[] _reserved =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // shared, behind a provider's NAT
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("169.254.0.0/16"), // link-local, and the metadata of clouds
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // future use, and broadcast
        IPNetwork.Parse("::/128"), // unspecified
        IPNetwork.Parse("::1/128"), // loopback
        IPNetwork.Parse("100::/64"), // discard
        IPNetwork.Parse("fc00::/7"), // unique local
        IPNetwork.Parse("fe80::/10"), // link-local
        IPNetwork.Parse("fec0::/10"), // site-local, as it was
        IPNetwork.Parse("ff00::/8"), // multicast
    ];

    // An IPv4 address within an IPv6 one leads to the former where there is a translator: judged as what it carries.
    private static readonly IPNetwork _translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork _translatedLocally = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork _translatedStateless = IPNetwork.Parse("::ffff:0:0:0/96");
    private static readonly IPNetwork _sixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork _compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork _teredo = IPNetwork.Parse("2001::/32");

    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            return IsPublic(address.MapToIPv4());
        if (_reserved.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address)))
            return false;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return true;
        if (_translatedLocally.Contains(address) || _teredo.Contains(address))
            return false;
        var bytes = address.GetAddressBytes();
        if (_translated.Contains(address) || _translatedStateless.Contains(address) || _compatible.Contains(address))
            return IsPublic(new IPAddress(bytes.AsSpan(12, 4)));
        return !_sixToFour.Contains(address) || IsPublic(new IPAddress(bytes.AsSpan(2, 4)));
    }
}
