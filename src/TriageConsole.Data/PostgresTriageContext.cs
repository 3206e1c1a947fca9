using Microsoft.EntityFrameworkCore;

namespace TriageConsole.Data;

/// <summary>PostgreSQL. Times are <c>timestamptz</c>: they must be UTC going in and come back as UTC.</summary>
public sealed class PostgresTriageContext(DbContextOptions<PostgresTriageContext> options) : TriageContext(options);
