using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Reports.Content;
using TriageConsole.Web.Features.Reports.Content.Figures;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Features.Reports.Html;
using TriageConsole.Web.Features.Reports.Periods;

namespace TriageConsole.Web.Features.Reports.Making;

/// <summary>Makes the files of one report in a folder, from one moment of the database.</summary>
public sealed class ReportMaker(
    IDbContextFactory<TriageContext> contexts, DetectionRuntime detection, BaselineReader baseline, TechniqueNames techniques, SlaQueries times, GradeQueries grades, EvidencePack pack,
    ChromiumPrinter printer, TimeProvider time)
{
    // Reading six topics, HTML, PDF; of a pack its members as well.
    private const int Steps = 8;
    private const int PackSteps = 21;

    /// <param name="row">What is wanted.</param>
    /// <param name="folder">Where the files go; empty.</param>
    /// <param name="onStep">Told what is begun, how much is done, and of how much; stops it by throwing.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The files, and why there is no PDF, for people, where there is none.</returns>
    public async Task<(IReadOnlyList<ReportFileRow> Files, string PdfNote)> MakeAsync(ReportRow row, string folder, Func<string, int, int, Task> onStep, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(onStep);
        var total = row.HasPack ? Steps + PackSteps : Steps;
        var done = 0;
        Task NextAsync(string step) => onStep(step, Math.Min(done++, total - 1), total);

        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var snapshot = await ReadSnapshot.BeginAsync(db, cancel);
        var scope = await ScopeAsync(db, row, cancel);
        var numbers = await ReadAsync(scope, NextAsync, cancel);

        var stem = FormattableString.Invariant($"triage-report-{row.FromDay:yyyy-MM-dd}-to-{row.UntilDay:yyyy-MM-dd}-{row.Id}");
        List<ReportFileRow> files = [];
        Dictionary<string, string> packed = [];
        async Task KeepAsync(string name, ReportFileKind kind, string packedAs)
        {
            files.Add(await ReportFolder.DescribeAsync(folder, name, kind, cancel));
            packed[packedAs] = Path.Combine(folder, name);
        }

        await NextAsync("Writing the report");
        await File.WriteAllTextAsync(Path.Combine(folder, stem + ".html"), ReportHtml.Write(ReportBuilder.Build(scope, numbers)), cancel);
        await KeepAsync(stem + ".html", ReportFileKind.Html, "report/report.html");
        await NextAsync("Printing the PDF");
        var note = await printer.PrintAsync(Path.Combine(folder, stem + ".html"), Path.Combine(folder, stem + ".pdf"), cancel);
        if (note is null)
            await KeepAsync(stem + ".pdf", ReportFileKind.Pdf, "report/report.pdf");
        else
            File.Delete(Path.Combine(folder, stem + ".pdf"));
        if (row.HasPack)
        {
            var name = stem.Replace("report", "evidence", StringComparison.Ordinal) + ".zip";
            await using (var output = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 128 * 1024))
                await pack.WriteAsync(scope, numbers, packed, output, member => NextAsync($"Packing {member}"), cancel);
            files.Add(await ReportFolder.DescribeAsync(folder, name, ReportFileKind.Pack, cancel));
        }

        return (files, note ?? string.Empty);
    }

    private async Task<ReportNumbers> ReadAsync(ReportScope scope, Func<string, Task> onStep, CancellationToken cancel)
    {
        await onStep("Reading telemetry");
        var telemetry = await TelemetryFigures.ReadAsync(scope, cancel);
        await onStep("Reading alerts and decisions");
        var decisions = await DecisionTally.ReadAsync(scope, await times.TimesAsync(cancel), cancel);
        await onStep("Reading approved uses");
        var uses = await BaselineFigures.ReadAsync(scope, cancel);
        await onStep("Grading techniques");
        var grade = await grades.ReadAsync(telemetry.Report, decisions.Facts, uses.Uses, cancel);
        await onStep("Reading exercises");
        var exercises = await ExerciseResult.ReadAsync(scope, cancel);
        await onStep("Reading the self-test");
        return new() { Telemetry = telemetry, Grades = grade, Decisions = decisions, Baseline = uses, Exercises = exercises, SelfTest = await SelfTestFigures.ReadAsync(scope, cancel) };
    }

    private async Task<ReportScope> ScopeAsync(TriageContext db, ReportRow row, CancellationToken cancel)
    {
        var zone = ZoneDays.Find(row.Zone) ?? throw new InvalidDataException($"This machine knows no time zone {row.Zone}.");
        return new()
        {
            Db = db,
            Period = new(row.FromDay, row.UntilDay, zone),
            NowUtc = time.GetUtcNow().UtcDateTime,
            Hosts = row.GroupId is { } group ? await HostsAsync(db, group, cancel) : null,
            GroupName = row.GroupName,
            MadeBy = row.RequestedBy ?? (row.ScheduleName.Length > 0 ? $"schedule {row.ScheduleName}" : "the console"),
            Detection = detection.Current,
            AttackVersion = detection.Reference.AttackVersion,
            Technique = techniques.Of,
            BaselineRevision = (await baseline.ReadAsync(cancel)).Revision,
        };
    }

    private static async Task<HashSet<int>> HostsAsync(TriageContext db, Guid groupId, CancellationToken cancel)
    {
        var all = await UseGroupReader.AllAsync(db, cancel);
        if (all.Find(group => group.Id == groupId && group.Kind == UseGroupKind.Hosts) is not { } wanted)
            throw new InvalidDataException("The host group that the report was asked for is gone.");
        var groups = UseGroups.Create(all);
        var hosts = await db.Hosts.Counted().Select(h => new { h.Id, h.Name }).ToListAsync(cancel);
        return hosts.Where(h => groups.Contains(UseGroupKind.Hosts, wanted.Name, h.Name)).Select(h => h.Id).ToHashSet();
    }
}
