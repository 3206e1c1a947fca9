using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Ingest;

/// <summary>Computers that an exercise invents. They are marked before the first record names them, so that nothing of them is ever counted.</summary>
public static class InventedHosts
{
    /// <summary>
    /// Adds the computer of a scenario and its import, and tells the item of both, all in one transaction; false, and nothing is
    /// stored, where there is a computer of that name.
    /// </summary>
    /// <param name="database">The database of the context.</param>
    /// <param name="db">Tracks the item.</param>
    /// <param name="item">The scenario.</param>
    /// <param name="import">Its import, not stored yet.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<bool> AddAsync(TriageDatabase database, TriageContext db, ExerciseItemRow item, ImportRow import, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(import);
        var shown = StorableText.Clean(item.Host);
        var key = shown.ToLowerInvariant();
        var label = key.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? key[..dot] : key;

        // Bulk writers number computers themselves: in their place nobody else does. Before the transaction, which would keep
        // the writer that is waited for from ending.
        await database.WriteGate.WaitAsync(cancel);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (await db.Hosts.AnyAsync(host => host.LabelKey == label, cancel))
                return false;
            db.Hosts.Add(new HostRow
            {
                Id = (await db.Hosts.MaxAsync(host => (int?)host.Id, cancel) ?? 0) + 1,
                Name = shown,
                NameKey = key,
                LabelKey = label,
                FirstSeenUtc = new DateTime(9998, 12, 31, 0, 0, 0, DateTimeKind.Utc),
                LastSeenUtc = DateTime.UnixEpoch,
                ExerciseId = item.ExerciseId,
            });
            db.Imports.Add(import);
            await db.SaveChangesAsync(cancel);
            (item.ImportId, item.State) = (import.Id, ExerciseItemState.Entering);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
        finally
        {
            database.WriteGate.Release();
        }
    }
}
