using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Web.Features.Headless;
using TriageConsole.Web.Features.Reports.Content;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>Who did what in the period, as far as the console records it; and what can only be told as it stands.</summary>
internal static class AuditTables
{
    public static IEnumerable<PackMember> Of(ReportScope scope) =>
    [
        PackMember.Csv("audit/alert-history.csv", (csv, cancel) => AlertsAsync(csv, scope, cancel)),
        PackMember.Csv("audit/case-history.csv", (csv, cancel) => CasesAsync(csv, scope, cancel)),
        PackMember.Csv("audit/approved-use-versions.csv", (csv, cancel) => UsesAsync(csv, scope, cancel)),
        PackMember.Csv("audit/settings-versions.csv", (csv, cancel) => SettingsAsync(csv, scope, cancel)),
        PackMember.Csv("audit/notices.csv", (csv, cancel) => NoticesAsync(csv, scope, cancel)),
        PackMember.Csv("audit/reports.csv", (csv, cancel) => ReportsAsync(csv, scope, cancel)),
        PackMember.Csv("audit/people.csv", (csv, cancel) => PeopleAsync(csv, scope, cancel)),
        PackMember.Csv("audit/response-times.csv", (csv, cancel) => TimesAsync(csv, scope, cancel)),
        PackMember.Csv("audit/host-groups.csv", (csv, cancel) => GroupsAsync(csv, scope, cancel)),
        PackMember.Csv("audit/tokens.csv", (csv, cancel) => TokensAsync(csv, scope, cancel)),
    ];

    private static async Task AlertsAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "at_utc", "alert", "by", "address", "action", "from", "to", "outcome", "note");
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        var lines = scope.Db.AlertHistory.Where(h => h.AtUtc >= from && h.AtUtc < end && h.Alert!.ExerciseId == null).OrderBy(h => h.AtUtc).ThenBy(h => h.Id)
            .Select(h => new { h.AtUtc, h.Alert!.PublicId, h.Alert.HostId, h.UserName, h.Address, h.Action, h.From, h.To, h.Outcome, h.Note });
        await foreach (var h in lines.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (scope.Holds(h.HostId))
                await csv.AddAsync(cancel, Words.Utc(h.AtUtc), h.PublicId.ToString("D"), h.UserName ?? "the console", h.Address, Word(h.Action), Word(h.From), Word(h.To), Word(h.Outcome), h.Note);
        }
    }

    private static async Task CasesAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "at_utc", "case", "title", "by", "address", "action", "alert", "note");
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        var lines = scope.Db.CaseHistory.Where(h => h.AtUtc >= from && h.AtUtc < end && h.Case!.ExerciseId == null).OrderBy(h => h.AtUtc).ThenBy(h => h.Id)
            .Select(h => new { h.AtUtc, h.CaseId, h.Case!.Title, h.UserName, h.Address, h.Action, h.AlertId, h.Note });
        await foreach (var h in lines.AsAsyncEnumerable().WithCancellation(cancel))
            await csv.AddAsync(cancel, Words.Utc(h.AtUtc), Number(h.CaseId), h.Title, h.UserName, h.Address, Word(h.Action), h.AlertId?.ToString("D"), h.Note);
    }

    private static async Task UsesAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "at_utc", "approved_use", "version", "change", "by", "note", "content");
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        await foreach (var v in scope.Db.ApprovedUseVersions.AsNoTracking().Where(v => v.AtUtc >= from && v.AtUtc < end).OrderBy(v => v.AtUtc).ThenBy(v => v.Id).AsAsyncEnumerable().WithCancellation(cancel))
            await csv.AddAsync(cancel, Words.Utc(v.AtUtc), v.UseId.ToString("D"), Number(v.Number), Word(v.Change), v.By, v.Note, v.ContentJson);
    }

    private static async Task SettingsAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "number", "state", "created_by", "created_utc", "decided_by", "decided_utc", "note", "settings");
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);

        // Those of the period, and the one in force whenever it was made.
        var versions = scope.Db.DetectionSettings.AsNoTracking()
            .Where(s => (s.CreatedUtc >= from && s.CreatedUtc < end) || (s.DecidedUtc >= from && s.DecidedUtc < end) || s.State == Data.Model.SettingsState.Applied).OrderBy(s => s.Number);
        await foreach (var s in versions.AsAsyncEnumerable().WithCancellation(cancel))
            await csv.AddAsync(cancel, Number(s.Number), Word(s.State), s.CreatedBy, Words.Utc(s.CreatedUtc), s.DecidedBy, Utc(s.DecidedUtc), s.Note, s.Json);
    }

    private static async Task NoticesAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "raised_utc", "resolved_utc", "kind", "subject", "message", "dismissed_by");
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        await foreach (var n in scope.Db.OperationsNotices.AsNoTracking().Where(n => n.RaisedUtc < end && (n.ResolvedUtc == null || n.ResolvedUtc >= from)).OrderBy(n => n.Id).AsAsyncEnumerable().WithCancellation(cancel))
            await csv.AddAsync(cancel, Words.Utc(n.RaisedUtc), Utc(n.ResolvedUtc), n.Kind, n.Subject, n.Message, n.DismissedBy);
    }

    private static async Task ReportsAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "at_utc", "by", "address", "action", "report", "subject");
        var (from, end) = (scope.Period.FromUtc, scope.Period.EndUtc);
        await foreach (var h in scope.Db.ReportHistory.AsNoTracking().Where(h => h.AtUtc >= from && h.AtUtc < end).OrderBy(h => h.AtUtc).ThenBy(h => h.Id).AsAsyncEnumerable().WithCancellation(cancel))
            await csv.AddAsync(cancel, Words.Utc(h.AtUtc), h.UserName ?? "the console", h.Address, Word(h.Action), h.ReportId is { } id ? Number(id) : null, h.Subject);
    }

    private static async Task PeopleAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "user", "roles", "disabled", "must_change_password");
        var roles = (await scope.Db.UserRoles.Join(scope.Db.Roles, user => user.RoleId, role => role.Id, (user, role) => new { user.UserId, role.Name }).ToListAsync(cancel)).ToLookup(role => role.UserId, role => role.Name);
        foreach (var user in await scope.Db.Users.AsNoTracking().OrderBy(u => u.NormalizedUserName).ToListAsync(cancel))
        {
            await csv.AddAsync(
                cancel, user.UserName, string.Join(' ', roles[user.Id].Order(StringComparer.Ordinal)), UserAccounts.IsDisabled(user) ? "yes" : "no", user.MustChangePassword ? "yes" : "no");
        }
    }

    private static async Task TimesAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "level", "minutes", "changed_by", "changed_utc");
        foreach (var t in await scope.Db.SlaTargets.AsNoTracking().OrderByDescending(t => t.Level).ToListAsync(cancel))
            await csv.AddAsync(cancel, Words.Of(t.Level), t.Minutes is { } minutes ? Number(minutes) : "no limit", t.ChangedBy, Words.Utc(t.ChangedUtc));
    }

    private static async Task GroupsAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "id", "kind", "name", "version", "changed_by", "changed_utc", "members", "includes");
        foreach (var g in await scope.Db.UseGroups.AsNoTracking().OrderBy(g => g.Kind).ThenBy(g => g.NameKey).ToListAsync(cancel))
            await csv.AddAsync(cancel, g.Id.ToString("D"), Word(g.Kind), g.Name, Number(g.Version), g.ChangedBy, Words.Utc(g.ChangedUtc), g.MembersJson, g.IncludesJson);
    }

    // Of a token only the hash of its secret is known, and not even that leaves the console.
    private static async Task TokensAsync(CsvMember csv, ReportScope scope, CancellationToken cancel)
    {
        await csv.AddAsync(cancel, "name", "scopes", "created_by", "created_utc", "last_used_utc", "revoked_by", "revoked_utc");
        foreach (var t in await scope.Db.ApiTokens.AsNoTracking().OrderBy(t => t.Id).ToListAsync(cancel))
            await csv.AddAsync(cancel, t.Name, Word(t.Scopes), t.CreatedBy, Words.Utc(t.CreatedUtc), Utc(t.LastUsedUtc), t.RevokedBy, Utc(t.RevokedUtc));
    }

    private static string? Word(Enum? value) => value?.ToString().ToLowerInvariant();

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Utc(DateTime? utc) => utc is { } at ? Words.Utc(at) : null;
}
