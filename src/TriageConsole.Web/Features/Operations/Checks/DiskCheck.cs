using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>Room on a disk, bytes.</summary>
public readonly record struct DiskSpace(long Free, long Total)
{
    public static DiskSpace Of(string folder)
    {
        var drive = new DriveInfo(folder);
        return new(drive.AvailableFreeSpace, drive.TotalSize);
    }
}

/// <summary>The disk of the storage folder. Where the database is PostgreSQL's, its own disk is its own to watch.</summary>
/// <param name="storage">The folder.</param>
/// <param name="look">How a disk is looked at.</param>
public sealed class DiskCheck(StorageFolder storage, Func<string, DiskSpace> look) : IOperationsCheck
{
    private const long Megabyte = 1_000_000;

    public Task<IReadOnlyList<CheckResult>> RunAsync(CheckRound round, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(round);
        var (free, total) = look(storage.Root);
        var limit = Math.Max(round.Options.DiskMegabytes * Megabyte, total / 100 * round.Options.DiskPercent);

        // In steps, so that the words, and with them a dismissal, hold for a while.
        var message = free >= limit ? null
            : FormattableString.Invariant($"The disk of the storage folder runs low: less than {(free / (500 * Megabyte) * 500) + 500:N0} MB are free. Imports fail when it is full. Delete imports, limit retention, or give it room.");
        return Task.FromResult<IReadOnlyList<CheckResult>>([new(NoticeKinds.Disk, "storage", message)]);
    }
}
