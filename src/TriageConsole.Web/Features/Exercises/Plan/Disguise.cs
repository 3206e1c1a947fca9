using System.Globalization;
using System.Text.RegularExpressions;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Exercises.Plan;

/// <summary>
/// A scenario without the names that tell where it comes from. Servers of the attacker become private addresses: they look
/// like something, and whoever looks one up reaches nobody.
/// </summary>
public static partial class Disguise
{
    private static readonly string[] _words = ["helper", "agentcfg", "sync", "loader", "hostsvc", "netcfg"];
    private static readonly string[] _servers = ["files02", "srv-share", "nas-04", "deploy1"];

    /// <param name="scenario">As the library has it.</param>
    /// <param name="account">Who runs it, <c>DOMAIN\name</c>.</param>
    /// <param name="seed">The same gives the same.</param>
    public static SelfTestScenario Of(SelfTestScenario scenario, string account, int seed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(account);
        var draws = new Draws(seed);
        var at = account.LastIndexOf('\\');
        var dress = new Dress(
            at < 0 ? account : account[(at + 1)..],
            (at <= 0 ? "corp" : account[..at]).ToLowerInvariant(),
            string.Create(CultureInfo.InvariantCulture, $"10.{20 + draws.Below(200)}.{draws.Below(250)}.{2 + draws.Below(250)}"),
            draws.OneOf(_words), draws.OneOf(_servers));
        return scenario with
        {
            Parent = scenario.Parent is { } parent ? dress.Of(parent) : null,
            Process = dress.Of(scenario.Process),
            Children = [.. scenario.Children.Select(dress.Of)],
        };
    }

    [GeneratedRegex(@"\bevil\.example\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attacker();

    [GeneratedRegex(@"(?<=\\\\)evil(?=[\\@])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Share();

    [GeneratedRegex(@"(?<![A-Za-z])evil(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Evil();

    [GeneratedRegex(@"\bexample\.com\b|(?<=\.)example\b(?!\.com)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();

    [GeneratedRegex(@"(?<=\bDC=)example\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ReservedPart();

    [GeneratedRegex(@"(?<=[\\/])anna(?=[\\/""\s]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Profile();

    private sealed record Dress(string Name, string Domain, string Address, string Word, string Server)
    {
        public SelfTestProcess Of(SelfTestProcess process) => process with
        {
            Image = Words(process.Image),
            Line = process.Line is { } line ? Words(line) : null,
            Dir = process.Dir is { } dir ? Words(dir) : null,
            Modules = [.. process.Modules.Select(Words)],
            Writes = [.. process.Writes.Select(Words)],
            Children = [.. process.Children.Select(Of)],
        };

        // As values, not as patterns: an account may be called anything.
        private string Words(string text)
        {
            text = Attacker().Replace(text, _ => Address);
            text = Share().Replace(text, _ => Server);
            text = Evil().Replace(text, _ => Word);
            text = Reserved().Replace(text, _ => Domain + ".local");
            text = ReservedPart().Replace(text, _ => Domain);
            return Profile().Replace(text, _ => Name);
        }
    }
}
