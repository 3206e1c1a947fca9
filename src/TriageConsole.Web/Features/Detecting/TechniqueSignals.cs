using System.Text.RegularExpressions;
using TriageConsole.Detection.Reference;
using TriageConsole.Detection.Signals;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>Which signals look for a technique. A technique includes its sub-techniques.</summary>
public static partial class TechniqueSignals
{
    private const string DocumentedUse = "documented-proxy-use";
    private const string LibraryExport = "rundll32-proxy-export";

    /// <summary>Whether an id is of a technique: the technique itself or one of its sub-techniques.</summary>
    public static bool IsOf(string? id, string technique)
    {
        ArgumentNullException.ThrowIfNull(technique);
        return id is not null && id.StartsWith(technique, StringComparison.Ordinal) && (id.Length == technique.Length || id[technique.Length] == '.');
    }

    /// <summary>An ATT&amp;CK id as an address gives it; null for any other text.</summary>
    public static string? Parse(string? text) => text?.ToUpperInvariant() is { } id && Id().IsMatch(id) ? id : null;

    /// <summary>Those that name it or may name it, that look at one of its hosts alone, or that read a list in which it stands.</summary>
    public static IReadOnlyList<SignalInfo> Of(ReferenceData reference, string technique)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var hosts = reference.Hosts.Where(host => IsOf(host.Technique, technique)).Select(host => host.Id).ToHashSet(StringComparer.Ordinal);
        return [.. SignalCatalog.All.Where(signal => IsOf(signal.Technique, technique) || signal.OtherTechniques.Any(other => IsOf(other, technique)) || signal.Hosts.Any(hosts.Contains)
            || (signal.Id == DocumentedUse && reference.DocumentedUses.Any(use => IsOf(use.Technique, technique)))
            || (signal.Id == LibraryExport && reference.LibraryExports.Any(export => IsOf(export.Technique, technique))))];
    }

    [GeneratedRegex(@"^T[0-9]{4}(\.[0-9]{3})?\z")]
    private static partial Regex Id();
}
