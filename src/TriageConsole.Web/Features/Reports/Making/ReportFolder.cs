using System.Globalization;
using System.Security.Cryptography;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Features.Reports.Making;

/// <summary>Where the files of reports lie: a folder each, named by its id, that appears only when it is whole.</summary>
public sealed class ReportFolder(StorageFolder storage)
{
    private const string Unfinished = ".part";

    private string Root => Path.Combine(storage.Root, "reports");

    public string PathOf(ReportFileRow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Path.Combine(FolderOf(file.ReportId), file.Name);
    }

    /// <summary>A fresh folder for a report that is being made; what an earlier attempt left is gone.</summary>
    public string Begin(long reportId)
    {
        var folder = FolderOf(reportId) + Unfinished;
        Remove(folder);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>Puts it in its place, whole.</summary>
    public void Finish(long reportId)
    {
        Remove(FolderOf(reportId));
        Directory.Move(FolderOf(reportId) + Unfinished, FolderOf(reportId));
    }

    public void Remove(long reportId)
    {
        Remove(FolderOf(reportId));
        Remove(FolderOf(reportId) + Unfinished);
    }

    public static async Task<ReportFileRow> DescribeAsync(string folder, string name, ReportFileKind kind, CancellationToken cancel)
    {
        await using var file = File.OpenRead(Path.Combine(folder, name));
        return new() { Kind = kind, Name = name, Bytes = file.Length, Sha256 = Convert.ToHexString(await SHA256.HashDataAsync(file, cancel)) };
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private string FolderOf(long reportId) => Path.Combine(Root, reportId.ToString(CultureInfo.InvariantCulture));
}
