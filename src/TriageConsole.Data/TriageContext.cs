using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;

namespace TriageConsole.Data;

/// <summary>The model, the same on both databases. Take one per operation from <see cref="IDbContextFactory{TContext}"/>.</summary>
public abstract class TriageContext(DbContextOptions options) : IdentityDbContext<UserRow, RoleRow, long>(options)
{
    public DbSet<TextRow> Texts => Set<TextRow>();

    public DbSet<HostRow> Hosts => Set<HostRow>();

    public DbSet<HostDayRow> HostDays => Set<HostDayRow>();

    public DbSet<ImportRow> Imports => Set<ImportRow>();

    public DbSet<ImportFileRow> ImportFiles => Set<ImportFileRow>();

    public DbSet<ImportDiagnosticRow> ImportDiagnostics => Set<ImportDiagnosticRow>();

    public DbSet<SignatureRow> Signatures => Set<SignatureRow>();

    public DbSet<FileHashRow> FileHashes => Set<FileHashRow>();

    public DbSet<ProcessRow> Processes => Set<ProcessRow>();

    public DbSet<WitnessRow> Witnesses => Set<WitnessRow>();

    public DbSet<ModuleRow> Modules => Set<ModuleRow>();

    public DbSet<FileWriteRow> FileWrites => Set<FileWriteRow>();

    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    public DbSet<AlertFindingRow> AlertFindings => Set<AlertFindingRow>();

    public DbSet<AlertProcessRow> AlertProcesses => Set<AlertProcessRow>();

    public DbSet<AlertHistoryRow> AlertHistory => Set<AlertHistoryRow>();

    public DbSet<ApprovedUseRow> ApprovedUses => Set<ApprovedUseRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<EscalationRow> Escalations => Set<EscalationRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(TriageContext).Assembly);
    }
}

/// <summary>SQLite: the default.</summary>
public sealed class SqliteTriageContext(DbContextOptions<SqliteTriageContext> options) : TriageContext(options);

/// <summary>PostgreSQL.</summary>
public sealed class PostgresTriageContext(DbContextOptions<PostgresTriageContext> options) : TriageContext(options);
