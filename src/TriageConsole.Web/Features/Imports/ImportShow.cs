using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Imports;

/// <summary>Which imports the list shows.</summary>
public enum ImportShow
{
    All,
    Running,
    Warnings,
    Failed,
}

/// <summary>The choice in words, in the address and as a question.</summary>
public static class ImportShows
{
    public static IReadOnlyList<ImportShow> All { get; } = Enum.GetValues<ImportShow>();

    /// <summary>As the address says it; everything where it says something else.</summary>
    public static ImportShow Parse(string? text) => Enum.TryParse<ImportShow>(text, ignoreCase: true, out var show) && Enum.IsDefined(show) ? show : ImportShow.All;

    public static string AddressOf(ImportShow show) => show == ImportShow.All ? AppRoutes.Imports : $"{AppRoutes.Imports}?show={show.ToString().ToLowerInvariant()}";

    public static string Of(ImportShow show) => show switch
    {
        ImportShow.Running => "Under way",
        ImportShow.Warnings => "With warnings",
        ImportShow.Failed => "Failed",
        _ => "All",
    };

    public static IQueryable<ImportRow> Where(this IQueryable<ImportRow> rows, ImportShow show) => show switch
    {
        ImportShow.Running => rows.Where(i => i.State == ImportState.Queued || i.State == ImportState.Reading || i.State == ImportState.Detecting || i.State == ImportState.Deleting),
        ImportShow.Warnings => rows.Where(i => i.Warnings > 0),
        ImportShow.Failed => rows.Where(i => i.State == ImportState.Failed),
        _ => rows,
    };
}
