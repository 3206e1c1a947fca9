using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;

namespace TriageConsole.Data;

/// <summary>PostgreSQL. Times are <c>timestamptz</c>: they must be UTC going in and come back as UTC.</summary>
public sealed class PostgresTriageContext(DbContextOptions<PostgresTriageContext> options) : TriageContext(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);

        // Identity without a GUID: who had this process id at that time? (4688, 4689, twins, parents) SQLite files it by parts of the ids, which a
        // model can't say: its migrations make it.
        builder.Entity<ProcessRow>().HasIndex(row => new { row.HostId, row.ProcessId, row.StartUtc });
    }
}
