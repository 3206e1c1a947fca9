using System.Security.Cryptography;
using System.Text;

namespace TriageConsole.Domain.Alerts;

/// <summary>What makes an alert the same alert on every import and judgement: the proxy process's identity.</summary>
/// <param name="Host">Host name; compared without case.</param>
/// <param name="ProcessGuid">Sysmon's ProcessGuid where known.</param>
/// <param name="ProcessId">Process id; used only without a GUID.</param>
/// <param name="StartUtc">Start; used only without a GUID.</param>
public readonly record struct AlertKey(string Host, Guid? ProcessGuid, uint? ProcessId, DateTime? StartUtc)
{
    /// <summary>A UUID (version 8, from SHA-256) that is equal for equal keys in every database and run.</summary>
    public Guid ToGuid()
    {
        var text = ProcessGuid is { } guid
            ? $"alert/{Host.ToLowerInvariant()}/{guid:D}"
            : $"alert/{Host.ToLowerInvariant()}/{ProcessId}/{StartUtc?.Ticks}";
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
