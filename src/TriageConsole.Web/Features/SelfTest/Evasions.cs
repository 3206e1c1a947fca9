using System.Text.RegularExpressions;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>
/// Transforms of a command line that Windows runs all the same. Each gives the same text every time; null where there is
/// nothing to transform.
/// </summary>
public static partial class Evasions
{
    private const string Copy = "helper.exe";

    private static readonly Dictionary<string, Func<SelfTestScenario, ReferenceData, SelfTestScenario?>> _all = new(StringComparer.Ordinal)
    {
        ["letter-case"] = (scenario, _) => WithLine(scenario, LetterCase),
        ["quotes"] = (scenario, data) => WithLine(scenario, line => Quotes(line, scenario, data)),
        ["blanks"] = (scenario, _) => WithLine(scenario, line => Outside(line, " ", "  ")),
        ["tabs"] = (scenario, _) => WithLine(scenario, line => Outside(line, " ", "\t")),
        ["forward-slashes"] = (scenario, _) => WithLine(scenario, line => Arguments(line, text => DrivePath().Replace(text, match => match.Value.Replace('\\', '/')))),
        ["switch-sign"] = (scenario, _) => WithLine(scenario, line => Switch().Replace(line, match => match.Value is "/" ? "-" : "/")),
        ["unicode-dash"] = (scenario, _) => WithLine(scenario, line => Switch().Replace(line, "\u2013")),
        ["windows-variable"] = (scenario, _) => WithLine(scenario, line => Arguments(line, text => WindowsFolder().Replace(text, "%windir%"))),
        ["dot-segments"] = (scenario, _) => WithLine(scenario, line => Arguments(line, text => FirstFolder().Replace(text, match => $"{match.Value}..\\{match.Groups["folder"].Value}\\", 1))),
        ["device-prefix"] = (scenario, _) => WithLine(scenario, line => Arguments(line, text => FirstFolder().Replace(text, match => @"\\?\" + match.Value, 1))),
        ["renamed-copy"] = RenamedCopy,
    };

    public static IReadOnlyCollection<string> Names => _all.Keys;

    /// <summary>The scenario after the transform; null where it changes nothing.</summary>
    public static SelfTestScenario? Apply(string evasion, SelfTestScenario scenario, ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(data);
        return _all[evasion](scenario, data) is { } changed ? changed with { Evasion = evasion, Evasions = [] } : null;
    }

    private static SelfTestScenario? WithLine(SelfTestScenario scenario, Func<string, string> transform)
    {
        if (scenario.Process.Line is not { } line)
            return null;
        var changed = transform(line);
        return changed == line ? null : scenario with { Process = scenario.Process with { Line = changed } };
    }

    private static string LetterCase(string line) =>
        string.Create(line.Length, line, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = char.IsAsciiLetter(source[i]) ? (i % 2 == 0 ? char.ToUpperInvariant(source[i]) : char.ToLowerInvariant(source[i])) : source[i];
        });

    // In the script's name where the line names one, since that is what is looked for; else in the program's.
    private static string Quotes(string line, SelfTestScenario scenario, ReferenceData data)
    {
        foreach (var name in data.SignedScripts.Where(script => script.Id == scenario.Subject).SelectMany(script => script.Names))
        {
            var at = line.IndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return line.Insert(at + 4, "\"").Insert(at + 2, "\"");
        }

        var word = line[..WordEnd(line)];
        var start = Math.Max(word.LastIndexOf('\\') + 1, word.StartsWith('"') ? 1 : 0);
        return line.Length < start + 4 ? line : line.Insert(start + 3, "\"").Insert(start + 1, "\"");
    }

    private static string Outside(string line, string from, string to)
    {
        var parts = line.Split('"');
        for (var i = 0; i < parts.Length; i += 2)
            parts[i] = parts[i].Replace(from, to, StringComparison.Ordinal);
        return string.Join('"', parts);
    }

    // The program's own word stays: where it stands is a fact of the telemetry, and not the attacker's to spell.
    private static string Arguments(string line, Func<string, string> transform)
    {
        var end = WordEnd(line);
        return line[..end] + transform(line[end..]);
    }

    private static SelfTestScenario? RenamedCopy(SelfTestScenario scenario, ReferenceData data)
    {
        var name = WindowsPath.FileName(scenario.Process.Image);
        if (data.HostByName(name) is null || data.HostByOriginalName(name) is null)
            return null;
        var line = scenario.Process.Line ?? string.Empty;
        return scenario with
        {
            Process = scenario.Process with
            {
                Image = @"C:\Users\Public\" + Copy,
                Original = scenario.Process.Original ?? name,
                Line = Copy + line[WordEnd(line)..],
            },
        };
    }

    private static int WordEnd(string line)
    {
        var end = line.StartsWith('"') ? line.IndexOf('"', 1) + 1 : line.IndexOf(' ', StringComparison.Ordinal);
        return end <= 0 ? line.Length : end;
    }

    [GeneratedRegex(@"(?<![A-Za-z])[A-Za-z]:\\[^\s""]*", RegexOptions.CultureInvariant)]
    private static partial Regex DrivePath();

    [GeneratedRegex(@"(?<![A-Za-z])[A-Za-z]:\\(?<folder>[^\\""]+)\\", RegexOptions.CultureInvariant)]
    private static partial Regex FirstFolder();

    [GeneratedRegex(@"(?<=\s)[-/](?=[A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Switch();

    [GeneratedRegex(@"C:\\Windows(?=\\)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WindowsFolder();
}
