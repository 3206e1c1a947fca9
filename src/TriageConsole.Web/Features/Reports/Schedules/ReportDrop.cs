using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Reports.Making;

namespace TriageConsole.Web.Features.Reports.Schedules;

/// <summary>Copies the files of a report into the folder that an operator set. A half-written file never has its name.</summary>
public sealed class ReportDrop(IOptions<ReportsOptions> options, ReportFolder folder)
{
    public async Task<SentReport> WriteAsync(ReportRow row, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        var root = options.Value.Folder;
        if (root.Length == 0)
            return new(false, "Reports:Folder is not set: an operator must say where reports may be written.", IsFinal: true);

        // The root itself is not made: a share that is away must not be mistaken for an empty folder.
        if (!Directory.Exists(root))
            return new(false, "Reports:Folder is not there.");
        try
        {
            foreach (var file in row.Files)
                await CopyAsync(folder.PathOf(file), Path.Combine(root, file.Name), cancel);
            return new(true, $"Written: {string.Join(", ", row.Files.Select(file => file.Name))}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(false, $"The files could not be written: {e.GetType().Name}.");
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancel)
    {
        var half = to + ".part";
        await using (var source = File.OpenRead(from))
        await using (var target = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None))
            await source.CopyToAsync(target, cancel);
        File.Move(half, to, overwrite: true);
    }
}
