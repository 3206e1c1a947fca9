using System.Security.Cryptography;
using System.Text;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>Names a pattern: equal for chains that differ only in numbers, GUIDs, user names, temp folders and encoded text.</summary>
internal static class Fingerprint
{
    public static string Of(ChainFacts chain)
    {
        var text = new StringBuilder();
        text.Append(chain.Proxy.Identity?.Host.Id ?? chain.Proxy.FileName).Append('\n');
        text.Append(TextShape.Of(chain.Proxy.Line.Canonical)).Append('\n');
        foreach (var child in Sorted(chain.Core.Where(member => member.Role != ChainRole.Proxy).Select(member => TextShape.Of(member.Process.FileName))))
            text.Append(child).Append('\n');
        foreach (var signal in Sorted(chain.Findings.Select(finding => finding.SignalId)))
            text.Append(signal).Append('\n');
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    private static SortedSet<string> Sorted(IEnumerable<string> texts) => new(texts, StringComparer.Ordinal);
}
