using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace TriageConsole.Data;

/// <summary>One moment of the database for many reads: what is counted in one query is listed in the next. Keeps no writer waiting.</summary>
public static class ReadSnapshot
{
    public static async Task<IDbContextTransaction> BeginAsync(TriageContext db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (!db.Database.IsSqlite())
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await db.Database.OpenConnectionAsync(cancel);

        // Deferred, or SQLite would take the one writer's place for it.
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return (await db.Database.UseTransactionAsync(connection.BeginTransaction(IsolationLevel.Serializable, deferred: true), cancel))!;
    }
}
