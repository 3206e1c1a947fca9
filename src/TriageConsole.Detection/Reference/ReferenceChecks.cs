using System.Text.RegularExpressions;

namespace TriageConsole.Detection.Reference;

/// <summary>What must hold between the files.</summary>
internal static class ReferenceChecks
{
    private static readonly string[] _sets = ["shells", "powershells", "bystanders", "documents", "browsers", "mail", "servers", "tools", "service-parents", "archivers", "system-libraries", "wmic-formats"];
    private static readonly string[] _weights = ["weak", "plain", "strong"];

    public static void Check(ReferenceParts parts, List<ReferenceFault> faults)
    {
        Unique(parts.Hosts.Select(host => host.Id), "proxy-hosts.json", "host", faults);
        Unique(parts.Hosts.SelectMany(host => host.Names), "proxy-hosts.json", "file name", faults);
        Unique(parts.Scripts.Select(script => script.Id), "signed-scripts.json", "script", faults);
        Unique(parts.Techniques.Select(technique => technique.Id), "attack.json", "technique", faults);
        var techniques = parts.Techniques.Select(technique => technique.Id).ToHashSet(StringComparer.Ordinal);
        var hosts = parts.Hosts.Select(host => host.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var host in parts.Hosts.Where(host => !techniques.Contains(host.Technique)))
            faults.Add(new("proxy-hosts.json", host.Id, $"'{host.Technique}' is not in attack.json."));
        foreach (var script in parts.Scripts.Where(script => !techniques.Contains(script.Technique)))
            faults.Add(new("signed-scripts.json", script.Id, $"'{script.Technique}' is not in attack.json."));
        foreach (var info in Signals.SignalCatalog.All.Where(info => info.Technique is not null && !techniques.Contains(info.Technique)))
            faults.Add(new("attack.json", "techniques", $"'{info.Technique}', which the signal '{info.Id}' names, is missing."));
        for (var i = 0; i < parts.Uses.Count; i++)
            Use(parts.Uses[i], $"uses[{i}]", hosts, techniques, faults);
        foreach (var export in parts.Exports.Where(export => !techniques.Contains(export.Technique)))
            faults.Add(new("library-exports.json", export.Library, $"'{export.Technique}' is not in attack.json."));
        foreach (var set in _sets.Where(set => !parts.Sets.ContainsKey(set)))
            faults.Add(new("image-sets.json", "sets", $"the set '{set}' is missing."));
    }

    private static void Use(DocumentedUse use, string key, HashSet<string> hosts, HashSet<string> techniques, List<ReferenceFault> faults)
    {
        if (!hosts.Contains(use.Host))
            faults.Add(new("documented-uses.json", key, $"no host is called '{use.Host}'."));
        if (!techniques.Contains(use.Technique))
            faults.Add(new("documented-uses.json", key, $"'{use.Technique}' is not in attack.json."));
        if (!_weights.Contains(use.Weight))
            faults.Add(new("documented-uses.json", key, "'weight' must be weak, plain or strong."));
        try
        {
            _ = new Regex(use.Pattern, RegexOptions.NonBacktracking);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            faults.Add(new("documented-uses.json", key, "The pattern can't be used: " + e.Message));
        }
    }

    private static void Unique(IEnumerable<string> names, string file, string what, List<ReferenceFault> faults)
    {
        foreach (var twice in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            faults.Add(new ReferenceFault(file, twice.Key, $"the {what} is there {twice.Count()} times."));
    }
}
