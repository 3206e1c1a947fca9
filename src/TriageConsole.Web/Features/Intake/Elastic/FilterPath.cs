namespace TriageConsole.Web.Features.Intake.Elastic;

/// <summary>
/// Which fields of an answer a client wants: the parameter <c>filter_path</c>, paths with <c>*</c> for any one name and
/// <c>**</c> for any number of them. Shippers ask for an item's status and error alone.
/// </summary>
internal sealed class FilterPath
{
    private const int MostPaths = 64;

    private readonly string[][] _paths;

    private FilterPath(string[][] paths) => _paths = paths;

    /// <summary>Everything.</summary>
    public static FilterPath All { get; } = new([]);

    /// <summary>Everything as well where only fields to leave out are named: an answer with too much harms nobody.</summary>
    public static FilterPath Of(HttpRequest request)
    {
        string[][] paths = [.. request.Query["filter_path"].SelectMany(static value => (value ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(static path => !path.StartsWith('-')).Take(MostPaths).Select(static path => path.Split('.'))];
        return paths.Length == 0 ? All : new(paths);
    }

    /// <summary>Whether the field at a place is wanted, or something below it.</summary>
    public bool Takes(params ReadOnlySpan<string> place)
    {
        if (_paths.Length == 0)
            return true;
        foreach (var path in _paths)
        {
            if (Leads(path, place))
                return true;
        }

        return false;
    }

    private static bool Leads(ReadOnlySpan<string> path, ReadOnlySpan<string> place)
    {
        for (var i = 0; i < place.Length && i < path.Length; i++)
        {
            if (path[i] == "**")
                return true;
            if (path[i] != "*" && path[i] != place[i])
                return false;
        }

        return true;
    }
}
