using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;

namespace TriageConsole.Web.Features.Exercises.Plan;

/// <summary>Names of computers and accounts that look like those that there are, and are none of them.</summary>
public sealed partial class InventedNames(IDbContextFactory<TriageContext> contexts)
{
    private const int Samples = 500;
    private const int Tries = 200;

    private static readonly string[] _first =
        ["m", "j", "s", "k", "a", "t", "l", "p", "c", "r", "d", "n"];

    private static readonly string[] _last =
    [
        "hartley", "okafor", "lindqvist", "moreau", "castell", "brandt", "novak", "ferrante", "dawson", "iversen", "kowal", "almeida", "weiss",
        "tanaka", "oconnell", "petrov", "sandoval", "meyer", "dubois", "larsen",
    ];

    /// <summary>Computers and accounts, as many of each as asked for.</summary>
    public async Task<(IReadOnlyList<string> Hosts, IReadOnlyList<string> Accounts)> SuggestAsync(int count, int seed, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var names = await db.Hosts.Counted().OrderByDescending(host => host.LastSeenUtc).Select(host => host.Name).Take(Samples).ToListAsync(cancel);
        var users = await db.Alerts.Counted().OrderByDescending(alert => alert.Id).Select(alert => alert.User).Take(Samples).ToListAsync(cancel);
        var draws = new Draws(seed);
        return (Hosts(names, count, draws), Accounts(users, count, draws));
    }

    internal static IReadOnlyList<string> Hosts(IReadOnlyList<string> known, int count, Draws draws)
    {
        var taken = known.Select(Label).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var patterns = known.Select(name => Numbered().Match(name)).Where(match => match.Success).ToList();
        var made = new List<string>(count);
        for (var tries = 0; made.Count < count; tries++)
        {
            var name = patterns.Count > 0 && tries < Tries ? Renumbered(draws.OneOf(patterns), draws) : string.Create(CultureInfo.InvariantCulture, $"WKS-{1000 + draws.Below(9000)}");
            if (taken.Add(Label(name)))
                made.Add(name);
        }

        return made;
    }

    internal static IReadOnlyList<string> Accounts(IEnumerable<string?> known, int count, Draws draws)
    {
        List<string> users = [.. known.OfType<string>()];
        var domain = users.Select(user => user.IndexOf('\\', StringComparison.Ordinal) is > 0 and var at ? user[..at] : null).OfType<string>()
            .Where(name => !name.Contains(' ', StringComparison.Ordinal))
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key).FirstOrDefault() ?? "CORP";
        var taken = users.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var made = new List<string>(count);
        for (var tries = 0; made.Count < count; tries++)
        {
            var number = tries < Tries ? string.Empty : (tries - Tries + 2).ToString(CultureInfo.InvariantCulture);
            var name = $"{domain}\\{draws.OneOf(_first)}.{draws.OneOf(_last)}{number}";
            if (taken.Add(name))
                made.Add(name);
        }

        return made;
    }

    /// <summary>What a short name and a whole one of the same computer have in common.</summary>
    internal static string Label(string name) => name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : name;

    private static string Renumbered(Match match, Draws draws)
    {
        var digits = match.Groups["number"].Value;
        var bound = (int)Math.Pow(10, Math.Min(digits.Length, 6));
        var number = draws.Below(bound).ToString(CultureInfo.InvariantCulture).PadLeft(digits.Length, '0');
        return match.Groups["head"].Value + number + match.Groups["tail"].Value;
    }

    [GeneratedRegex(@"^(?<head>[^.\s]*?[^.\s\d])(?<number>\d{2,6})(?<tail>\D{0,3}(\..*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
