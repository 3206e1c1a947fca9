using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>Names a pattern: equal for chains that differ only in numbers, GUIDs, user names, temp folders and encoded text.</summary>
internal static partial class Fingerprint
{
    public static string Of(ChainFacts chain)
    {
        var text = new StringBuilder();
        text.Append(chain.Proxy.Identity?.Host.Id ?? chain.Proxy.FileName).Append('\n');
        text.Append(Shape(chain.Proxy.Line.Canonical)).Append('\n');
        foreach (var child in chain.Core.Where(member => member.Role != ChainRole.Proxy)
            .Select(member => Shape(member.Process.FileName)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            text.Append(child).Append('\n');
        foreach (var signal in chain.Findings.Select(finding => finding.SignalId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            text.Append(signal).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    /// <summary>A canonical text with holes where alike uses differ.</summary>
    public static string Shape(string canonical)
    {
        var text = canonical.Length > 4_096 ? canonical[..4_096] : canonical;
        text = Guids().Replace(text, "{guid}");
        text = Users().Replace(text, @"\users\*\");
        text = text.Replace(KnownVariables.UserHole, "*", StringComparison.Ordinal);
        text = Temp().Replace(text, @"\*temp*\");
        text = Encoded().Replace(text, "#");
        return Numbers().Replace(text, "#");
    }

    [GeneratedRegex(@"\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Guids();

    [GeneratedRegex(@"\\(users|documents and settings)\\[^\\]+\\", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Users();

    [GeneratedRegex(@"(\\users\\\*\\appdata\\local|\\windows|\\users\\\*\\local settings|:)\\te?mp\\([^\\ ""]+\\)*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Temp();

    [GeneratedRegex(@"[a-z0-9+/=]{60,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Encoded();

    [GeneratedRegex(@"(0x[0-9a-f]+|[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
