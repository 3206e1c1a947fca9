using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Features.Headless;
using TriageConsole.Web.Features.Reports.Content;
using TriageConsole.Web.Features.Reports.Content.Figures;
using TriageConsole.Web.Features.Reports.Content.Sections;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>What the numbers of a report rest on, a line each.</summary>
internal static class EvidenceTables
{
    public static IEnumerable<PackMember> Of(ReportScope scope, ReportNumbers numbers) =>
    [
        PackMember.Csv("csv/hosts.csv", (csv, cancel) => HostsAsync(csv, numbers.Telemetry, cancel)),
        PackMember.Csv("csv/techniques.csv", (csv, cancel) => TechniquesAsync(csv, numbers.Grades, cancel)),
        PackMember.Csv("csv/alerts.csv", (csv, cancel) => AlertsAsync(csv, scope, cancel)),
        PackMember.Csv("csv/self-test.csv", (csv, cancel) => SelfTestAsync(csv, numbers.SelfTest, cancel)),
        PackMember.Csv("csv/exercises.csv", (csv, cancel) => ExercisesAsync(csv, numbers.Exercises, cancel)),
        PackMember.Csv("csv/self-test-runs.csv", (csv, cancel) => RunsAsync(csv, numbers.SelfTest, cancel)),
    ];

    private static async Task HostsAsync(CsvMember csv, TelemetryFigures telemetry, CancellationToken cancel)
    {
        var components = HostCoverage.Components;
        await csv.AddAsync(cancel, ["host", "an1288", "processes", .. components.Select(c => Name(c) + "_state"), .. components.Select(c => Name(c) + "_events"), "completeness", "what_is_missing", "first_event_utc", "last_event_utc"]);
        foreach (var host in telemetry.Report.WorstFirst)
        {
            await csv.AddAsync(cancel,
            [
                host.Name, CoverageWords.Of(host.State), Number(host.Coverage.Creations), .. components.Select(c => CoverageSection.Cell(host.Of(c))), .. components.Select(c => Number(host.Of(c).Count)),
                host.Completeness?.ToString("0.###", CultureInfo.InvariantCulture), string.Join("; ", host.Reasons.Select(CoverageSection.Words)), Utc(host.FirstSeenUtc), Utc(host.LastSeenUtc),
            ]);
        }
    }

    private static async Task TechniquesAsync(CsvMember csv, GradeReport grades, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "technique", "name", "tactics", "grade", "score", "telemetry", "self_test", "signals", "baseline", "reasons", "attack_version", "alerts");
        foreach (var line in grades.Lines)
        {
            await csv.AddAsync(
                cancel, [line.Id, line.Name, string.Join(", ", line.Tactics), GradeWords.Of(line.Grade.Word), line.Grade.Score is { } score ? Number(score) : null,
                .. line.Grade.Factors.Select(GradeWords.Of), GradeWords.Reasons(line.Grade), grades.AttackVersion, Number(line.Alerts)]);
        }
    }

    private static async Task AlertsAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(
            cancel, "id", "host", "user", "level", "score", "completeness", "technique", "chain", "summary", "first_utc", "last_utc", "raised_utc", "standing", "outcome", "assignee",
            "first_decided_utc", "decided_utc", "decided_by", "approved_use", "case", "judged_with", "settings_version");
        var hosts = await scope.Db.Hosts.Counted().ToDictionaryAsync(h => h.Id, h => h.Name, cancel);
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        foreach (var status in Enum.GetValues<AlertStatus>())
        {
            var alerts = scope.Db.Alerts.Counted().Where(a => a.Status == status && a.CreatedUtc >= from && a.CreatedUtc < end).OrderBy(a => a.CreatedUtc).ThenBy(a => a.Id).Select(a => new
            {
                a.PublicId,
                a.HostId,
                a.User,
                a.Level,
                a.Score,
                a.Completeness,
                a.Technique,
                a.Chain,
                a.Summary,
                a.FirstUtc,
                a.LastUtc,
                a.CreatedUtc,
                a.Status,
                a.Outcome,
                a.Assignee,
                a.FirstDecidedUtc,
                a.DecidedUtc,
                a.DecidedBy,
                a.ApprovedUseId,
                a.CaseId,
                a.JudgedWith,
                a.SettingsVersion,
            });
            await foreach (var a in alerts.AsAsyncEnumerable().WithCancellation(cancel))
            {
                if (!scope.Holds(a.HostId))
                    continue;
                await csv.AddAsync(
                    cancel, a.PublicId.ToString("D"), hosts.GetValueOrDefault(a.HostId), a.User, Words.Of(a.Level), Number(a.Score), Number(a.Completeness), a.Technique, a.Chain, a.Summary,
                    Words.Utc(a.FirstUtc), Words.Utc(a.LastUtc), Words.Utc(a.CreatedUtc), a.Status.ToString().ToLowerInvariant(), a.Outcome.ToString().ToLowerInvariant(), a.Assignee,
                    Utc(a.FirstDecidedUtc), Utc(a.DecidedUtc), a.DecidedBy, a.ApprovedUseId?.ToString("D"), a.CaseId is { } id ? Number(id) : null, a.JudgedWith, Number(a.SettingsVersion));
            }
        }
    }

    private static async Task SelfTestAsync(CsvMember csv, SelfTestFigures test, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "run", "scenario", "form", "subject", "technique", "command_line", "outcome", "level", "score", "hidden_by", "hidden_by_title", "regression");
        foreach (var r in test.Results)
        {
            await csv.AddAsync(
                cancel, Number(r.RunId), r.Name, SelfTestWords.Form(r), r.Subject, r.Technique, r.CommandLine, SelfTestWords.Of(r.Outcome).ToLowerInvariant(), Words.Of(r.Level), Number(r.Score),
                r.ApprovedUseId?.ToString("D"), r.ApprovedUseTitle, r.IsRegression ? "yes" : "no");
        }
    }

    private static async Task RunsAsync(CsvMember csv, SelfTestFigures test, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "run", "state", "started_utc", "finished_utc", "requested_by", "judged_with", "settings_version", "baseline_revision", "total", "caught", "hidden", "missed", "falsely_raised", "regressions", "error");
        foreach (var run in test.Run is { } told && test.Runs.All(r => r.Id != told.Id) ? [told, .. test.Runs] : test.Runs)
        {
            await csv.AddAsync(
                cancel, Number(run.Id), SelfTestWords.Of(run.State).ToLowerInvariant(), Words.Utc(run.StartedUtc), Utc(run.FinishedUtc), run.RequestedBy, run.JudgedWith, Number(run.SettingsVersion), run.BaselineRevision,
                Number(run.Total), Number(run.Caught), Number(run.Hidden), Number(run.Missed), Number(run.Raised), Number(run.Regressions), run.Error);
        }
    }

    private static async Task ExercisesAsync(CsvMember csv, IReadOnlyList<ExerciseResult> exercises, CancellationToken cancel)
    {
        await csv.AddAsync(
            cancel, "exercise", "name", "blind", "created_by", "created_utc", "ended_utc", "scenario", "form", "technique", "kind", "state", "raised_utc", "opened_utc", "opened_by", "decided_utc", "decided_by",
            "escalated_utc", "decision", "mark", "note");
        foreach (var exercise in exercises)
        {
            foreach (var item in exercise.Row.Items.OrderBy(item => item.Position))
            {
                await csv.AddAsync(
                    cancel, Number(exercise.Row.Id), exercise.Row.Name, exercise.Row.IsBlind ? "yes" : "no", exercise.Row.CreatedBy, Words.Utc(exercise.Row.CreatedUtc), Utc(exercise.Row.EndedUtc), item.Scenario,
                    ExerciseWords.Form(item.Evasion), item.Technique, item.IsAttack ? "attack" : "routine", ExerciseWords.Of(item.State).ToLowerInvariant(), Utc(item.RaisedUtc), Utc(item.OpenedUtc), item.OpenedBy, Utc(item.DecidedUtc),
                    item.DecidedBy, Utc(item.EscalatedUtc), ExerciseWords.Of(item.Decision).ToLowerInvariant(), item.State == ExerciseItemState.Raised ? ExerciseWords.Of(item.Mark, isRunning: false).ToLowerInvariant() : null, item.Note);
            }
        }
    }

    private static string Name(DataComponent component) => CoverageWords.Of(component).ToLowerInvariant().Replace(' ', '_');

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Utc(DateTime? utc) => utc is { } at ? Words.Utc(at) : null;
}
