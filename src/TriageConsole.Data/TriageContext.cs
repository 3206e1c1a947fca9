using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using TriageConsole.Data.Model;

namespace TriageConsole.Data;

/// <summary>The model, the same on both databases. Take one per operation from <see cref="IDbContextFactory{TContext}"/>.</summary>
public abstract class TriageContext(DbContextOptions options) : IdentityDbContext<UserRow, RoleRow, long>(options)
{
    public DbSet<TextRow> Texts => Set<TextRow>();

    public DbSet<HostRow> Hosts => Set<HostRow>();

    public DbSet<HostDayRow> HostDays => Set<HostDayRow>();

    public DbSet<HostHoursRow> HostHours => Set<HostHoursRow>();

    public DbSet<RecordRangeRow> RecordRanges => Set<RecordRangeRow>();

    public DbSet<ProxyDayRow> ProxyDays => Set<ProxyDayRow>();

    public DbSet<RetentionRunRow> RetentionRuns => Set<RetentionRunRow>();

    public DbSet<ImportRow> Imports => Set<ImportRow>();

    public DbSet<ImportFileRow> ImportFiles => Set<ImportFileRow>();

    public DbSet<ImportDiagnosticRow> ImportDiagnostics => Set<ImportDiagnosticRow>();

    public DbSet<ImportHostRow> ImportHosts => Set<ImportHostRow>();

    public DbSet<WatchedFileRow> WatchedFiles => Set<WatchedFileRow>();

    public DbSet<SignatureRow> Signatures => Set<SignatureRow>();

    public DbSet<FileHashRow> FileHashes => Set<FileHashRow>();

    public DbSet<ProcessRow> Processes => Set<ProcessRow>();

    public DbSet<WitnessRow> Witnesses => Set<WitnessRow>();

    public DbSet<ModuleRow> Modules => Set<ModuleRow>();

    public DbSet<FileWriteRow> FileWrites => Set<FileWriteRow>();

    public DbSet<ScriptBlockRow> ScriptBlocks => Set<ScriptBlockRow>();

    public DbSet<PendingEndRow> PendingEnds => Set<PendingEndRow>();

    public DbSet<PendingAccessRow> PendingAccesses => Set<PendingAccessRow>();

    public DbSet<PendingFactRow> PendingFacts => Set<PendingFactRow>();

    public DbSet<CountedRecordsRow> CountedRecords => Set<CountedRecordsRow>();

    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    public DbSet<AlertFindingRow> AlertFindings => Set<AlertFindingRow>();

    public DbSet<AlertProcessRow> AlertProcesses => Set<AlertProcessRow>();

    public DbSet<AlertHistoryRow> AlertHistory => Set<AlertHistoryRow>();

    public DbSet<BulkRunRow> BulkRuns => Set<BulkRunRow>();

    public DbSet<BulkRunItemRow> BulkRunItems => Set<BulkRunItemRow>();

    public DbSet<SavedViewRow> SavedViews => Set<SavedViewRow>();

    public DbSet<SlaTargetRow> SlaTargets => Set<SlaTargetRow>();

    public DbSet<ApprovedUseRow> ApprovedUses => Set<ApprovedUseRow>();

    public DbSet<UseVersionRow> ApprovedUseVersions => Set<UseVersionRow>();

    public DbSet<UseGroupRow> UseGroups => Set<UseGroupRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<CaseNoteRow> CaseNotes => Set<CaseNoteRow>();

    public DbSet<CaseTaskRow> CaseTasks => Set<CaseTaskRow>();

    public DbSet<CaseHistoryRow> CaseHistory => Set<CaseHistoryRow>();

    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();

    public DbSet<NotificationChoiceRow> NotificationChoices => Set<NotificationChoiceRow>();

    public DbSet<EscalationRow> Escalations => Set<EscalationRow>();

    public DbSet<EscalationTargetRow> EscalationTargets => Set<EscalationTargetRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<ApiTokenRow> ApiTokens => Set<ApiTokenRow>();

    public DbSet<DetectionSettingsRow> DetectionSettings => Set<DetectionSettingsRow>();

    public DbSet<HostJudgementRow> HostJudgements => Set<HostJudgementRow>();

    public DbSet<SignalFailureRow> SignalFailures => Set<SignalFailureRow>();

    public DbSet<RejudgeRunRow> RejudgeRuns => Set<RejudgeRunRow>();

    public DbSet<RejudgeChangeRow> RejudgeChanges => Set<RejudgeChangeRow>();

    public DbSet<RejudgeSignalRow> RejudgeSignals => Set<RejudgeSignalRow>();

    public DbSet<SelfTestRunRow> SelfTestRuns => Set<SelfTestRunRow>();

    public DbSet<SelfTestResultRow> SelfTestResults => Set<SelfTestResultRow>();

    public DbSet<ExerciseRow> Exercises => Set<ExerciseRow>();

    public DbSet<ExercisePersonRow> ExercisePeople => Set<ExercisePersonRow>();

    public DbSet<ExerciseItemRow> ExerciseItems => Set<ExerciseItemRow>();

    public DbSet<ExerciseAlertRow> ExerciseAlerts => Set<ExerciseAlertRow>();

    public DbSet<ExerciseOpenRow> ExerciseOpens => Set<ExerciseOpenRow>();

    public DbSet<OperationsNoticeRow> OperationsNotices => Set<OperationsNoticeRow>();

    public DbSet<ReportRow> Reports => Set<ReportRow>();

    public DbSet<ReportFileRow> ReportFiles => Set<ReportFileRow>();

    public DbSet<ReportScheduleRow> ReportSchedules => Set<ReportScheduleRow>();

    public DbSet<ReportHistoryRow> ReportHistory => Set<ReportHistoryRow>();

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        StorableText.CleanChanges(ChangeTracker);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        StorableText.CleanChanges(ChangeTracker);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        base.ConfigureConventions(configurationBuilder);

        // A process row refers to a dozen texts: an index for each would cost more than the row. Every index is written
        // down in its configuration, with the query it serves.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(TriageContext).Assembly);
    }
}
