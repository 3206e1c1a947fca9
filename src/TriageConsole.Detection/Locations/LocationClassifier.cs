using System.Collections.Frozen;
using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Reference;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Locations;

/// <summary>Says where a path lies. The first rule that matches decides; the form of the path decides before all rules.</summary>
public sealed class LocationClassifier
{
    private readonly FrozenDictionary<string, (Glob Pattern, LocationClass Location)[]>.AlternateLookup<ReadOnlySpan<char>> _byFolder;
    private readonly (Glob Pattern, LocationClass Location)[] _anyFolder;
    private readonly (Glob Pattern, LocationClass Location)[] _share;

    /// <summary>Takes the rules of the reference data.</summary>
    public LocationClassifier(ReferenceData reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var drive = reference.Locations.Where(rule => !rule.Pattern.StartsWith(@"\\", StringComparison.Ordinal))
            .Select(rule => (Pattern: new Glob(rule.Pattern), rule.Location)).ToArray();

        // Rules by the first folder they name, each list with those that name none, in the order of the data.
        _byFolder = drive.Select(rule => FirstFolder(rule.Pattern.Pattern).ToString()).Where(folder => folder.Length > 0 && !folder.AsSpan().ContainsAny('*', '?')).Distinct()
            .ToFrozenDictionary(folder => folder, folder => drive.Where(rule => NamesFolder(rule.Pattern, folder)).ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _anyFolder = [.. drive.Where(rule => NamesFolder(rule.Pattern, "*"))];
        _share = [.. reference.Locations.Where(rule => rule.Pattern.StartsWith(@"\\", StringComparison.Ordinal)).Select(rule => (new Glob(rule.Pattern), rule.Location))];
    }

    /// <summary>The class of a path.</summary>
    public LocationClass Classify(CanonicalPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        switch (path.Form)
        {
            case PathForm.Url:
                return LocationClass.Url;
            case PathForm.WebDav:
                return LocationClass.WebDav;
            case PathForm.Unc:
                return Match(_share, path.Text) ?? LocationClass.NetworkShare;
            case PathForm.Device:
                return LocationClass.Unresolved;
            case PathForm.Drive:
                if (path.Stream is not null && Drive(path.Text) is LocationClass.System or LocationClass.ProgramFiles)
                    return LocationClass.UserWritable;
                return Drive(path.Text) ?? (path.Text.StartsWith('c') ? LocationClass.OtherLocal : LocationClass.Removable);
            default:
                // A path from the root of the current drive names its folder all the same.
                return path.Text.StartsWith('\\') ? Drive("c:" + path.Text) ?? LocationClass.Unresolved : LocationClass.Unresolved;
        }
    }

    private LocationClass? Drive(string text) => Match(_byFolder.TryGetValue(FirstFolder(text), out var rules) ? rules : _anyFolder, text);

    private static ReadOnlySpan<char> FirstFolder(string path)
    {
        if (path.Length < 4)
            return [];
        var rest = path.AsSpan(3);
        var end = rest.IndexOf('\\');
        return end < 0 ? [] : rest[..end];
    }

    private static bool NamesFolder(Glob pattern, string folder) =>
        FirstFolder(pattern.Pattern) is var named && (named.SequenceEqual(folder) || named.IsEmpty || named.ContainsAny('*', '?'));

    private static LocationClass? Match((Glob Pattern, LocationClass Location)[] rules, string text)
    {
        foreach (var (pattern, location) in rules)
        {
            if (pattern.IsMatch(text))
                return location;
        }

        return null;
    }
}
