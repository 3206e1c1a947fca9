using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using TriageConsole.Data.Model;

namespace TriageConsole.Data;

/// <summary>SQLite: the default.</summary>
public sealed class SqliteTriageContext(DbContextOptions<SqliteTriageContext> options) : TriageContext(options)
{
    /// <summary>Rows that come by the million: their times are stored as ticks, 8 bytes instead of 27.</summary>
    private static readonly Type[] _bulk = [typeof(ProcessRow), typeof(ModuleRow), typeof(FileWriteRow), typeof(ScriptBlockRow), typeof(PendingEndRow), typeof(PendingAccessRow), typeof(PendingFactRow)];

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcKind>();
        configurationBuilder.Properties<Guid>().HaveConversion<GuidBytes>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        foreach (var type in _bulk)
        {
            foreach (var property in builder.Entity(type).Metadata.GetProperties())
            {
                if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(DateTime))
                    property.SetValueConverter(typeof(UtcTicks));
            }
        }

        // The queue by words and by technique, read in its own order without the alerts, whose details make them wide. PostgreSQL keeps
        // details apart from their rows, and bounds the length of what an index holds.
        builder.Entity<AlertRow>()
            .HasIndex(row => new { row.Status, row.Level, row.CreatedUtc, row.Id, row.HostId, row.Technique, row.User, row.Chain, row.Summary })
            .IsDescending(false, true, false, false, false, false, false, false, false)
            .HasDatabaseName("IX_Alerts_Words");
    }

    /// <summary>Text keeps no kind; every stored time is UTC.</summary>
    private sealed class UtcKind() : ValueConverter<DateTime, DateTime>(
        time => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time,
        time => DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private sealed class UtcTicks() : ValueConverter<DateTime, long>(
        time => time.Ticks, ticks => new DateTime(ticks, DateTimeKind.Utc));

    /// <summary>16 bytes instead of 36.</summary>
    private sealed class GuidBytes() : ValueConverter<Guid, byte[]>(
        guid => guid.ToByteArray(true), bytes => new Guid(bytes, true));
}
