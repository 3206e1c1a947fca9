using System.Text;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Groups;

/// <summary>
/// Members out of a CSV file: the column that is headed as one of names, else the first. Comma, semicolon or tab; quotes as
/// spreadsheets write them.
/// </summary>
public static class MemberFile
{
    /// <summary>Largest file, in bytes.</summary>
    public const int Largest = 4 * 1024 * 1024;

    private static readonly string[] _hostHeads =
        ["host", "hostname", "hosts", "computer", "computername", "name", "dnshostname", "devicename", "device", "machine", "machinename", "cn"];

    private static readonly string[] _unitHeads = ["distinguishedname", "dn", "canonicaldn"];

    private static readonly string[] _accountHeads = ["account", "accounts", "accountname", "user", "username", "users", "name", "ntaccount", "logonname"];

    /// <summary>The members in the order they stand there, each once.</summary>
    /// <param name="text">The file.</param>
    /// <param name="kind">What is looked for.</param>
    /// <param name="unit">Where the file has a column of distinguished names: only those in this organisational unit or below it. Empty for all.</param>
    public static IReadOnlyList<string> Read(string text, UseGroupKind kind, string unit = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        var heads = kind == UseGroupKind.Hosts ? _hostHeads : _accountHeads;
        var members = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        ArgumentNullException.ThrowIfNull(unit);
        var under = Unit(unit);
        var (column, units) = (-1, -1);
        foreach (var cells in Rows(text.TrimStart('\uFEFF')))
        {
            if (column < 0)
            {
                column = cells.FindIndex(cell => heads.Contains(Head(cell)));
                units = cells.FindIndex(cell => _unitHeads.Contains(Head(cell)));
                if (column >= 0 || units >= 0)
                {
                    column = Math.Max(column, 0);
                    continue;
                }

                column = 0;
            }

            if (under.Length > 0 && units >= 0 && !(units < cells.Count && Unit(cells[units]).EndsWith(',' + under, StringComparison.Ordinal)))
                continue;

            // A computer's account name ends in a dollar sign; its host name does not.
            var member = column < cells.Count ? cells[column].Trim() : string.Empty;
            if (kind == UseGroupKind.Hosts)
                member = member.TrimEnd('$');
            if (member.Length > 0 && seen.Add(member))
                members.Add(member);
            if (members.Count > UseGroupRules.MostMembers)
                break;
        }

        return members;
    }

    // Blanks around commas and the case of letters differ between tools, not between units.
    private static string Unit(string name) => string.Join(',', name.Split(',', StringSplitOptions.TrimEntries)).ToUpperInvariant();

    private static string Head(string cell) => string.Concat(cell.Where(char.IsLetter)).ToLowerInvariant();

    private static IEnumerable<List<string>> Rows(string text)
    {
        var separator = Separator(text);
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[i++]);
                else
                    quoted = false;
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == separator || c is '\r' or '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == separator)
                    continue;
                yield return cells;
                cells = [];
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        yield return cells;
    }

    // Whatever stands first in the first line.
    private static char Separator(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text.AsSpan() : text.AsSpan(0, end);
        var at = line.IndexOfAny(',', ';', '\t');
        return at < 0 ? ',' : line[at];
    }
}
