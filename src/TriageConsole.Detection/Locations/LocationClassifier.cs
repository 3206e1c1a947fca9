using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Reference;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Locations;

/// <summary>Says where a path lies. The first rule that matches decides; the form of the path decides before all rules.</summary>
public sealed class LocationClassifier
{
    private readonly (Glob Pattern, LocationClass Location)[] _drive;
    private readonly (Glob Pattern, LocationClass Location)[] _share;

    /// <summary>Takes the rules of the reference data.</summary>
    public LocationClassifier(ReferenceData reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        _drive = [.. reference.Locations.Where(rule => !rule.Pattern.StartsWith(@"\\", StringComparison.Ordinal)).Select(rule => (new Glob(rule.Pattern), rule.Location))];
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
                if (path.Stream is not null && Match(_drive, path.Text) is LocationClass.System or LocationClass.ProgramFiles)
                    return LocationClass.UserWritable;
                return Match(_drive, path.Text) ?? (path.Text.StartsWith('c') ? LocationClass.OtherLocal : LocationClass.Removable);
            default:
                // A path from the root of the current drive names its folder all the same.
                return path.Text.StartsWith('\\') ? Match(_drive, "c:" + path.Text) ?? LocationClass.Unresolved : LocationClass.Unresolved;
        }
    }

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
