using Microsoft.EntityFrameworkCore.Design;

namespace TriageConsole.Data;

/// <summary>For the migration tool only; nothing is opened.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteTriageContext>
{
    public SqliteTriageContext CreateDbContext(string[] args) => new(TriageDatabase.Sqlite("Data Source=design-time.db"));
}

/// <summary>For the migration tool only; nothing is opened.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresTriageContext>
{
    public PostgresTriageContext CreateDbContext(string[] args) => new(TriageDatabase.Postgres("Host=127.0.0.1;Database=design-time"));
}
