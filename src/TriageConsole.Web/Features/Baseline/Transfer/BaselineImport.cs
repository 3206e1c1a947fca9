using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Proposing;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline.Transfer;

/// <summary>
/// Takes a baseline file. It only ever proposes: whoever imports answers for what the file says, and another admin approves it.
/// </summary>
public sealed class BaselineImport(IDbContextFactory<TriageContext> contexts, TimeProvider time, UseCheck check, ProposalCommands propose)
{
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Proposals of one import: each is compared with stored alerts.</summary>
    public const int MostProposals = 200;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file; null where it is none.</summary>
    public static string? TextOf(byte[] bytes)
    {
        try
        {
            return _utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>What the file would do, or everything that is wrong with it.</summary>
    public Task<ImportReview> ReviewAsync(string json, CancellationToken cancel) => ReviewAsync(json, isChecked: true, cancel);

    /// <summary>Proposes what is new or otherwise; the file is looked at once more, since the console may have changed.</summary>
    /// <returns>How it ended, and what was wrong with the file.</returns>
    public async Task<(DecisionResult Result, ImportReview Review)> ApplyAsync(Actor actor, string json, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);

        // Whoever proposes checks what is proposed.
        var review = await ReviewAsync(json, isChecked: false, cancel);
        if (review.Faults.Count > 0)
            return (new DecisionResult.Invalid([.. review.Faults.Select(fault => fault.ToString())]), review);
        return (await propose.ProposeAsync(actor, [.. review.Lines.Select(line => line.Proposal).OfType<Proposal>()], review.AddedGroups, cancel), review);
    }

    private async Task<ImportReview> ReviewAsync(string json, bool isChecked, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var read = BaselineFile.Parse(json, now);
        if (read.Faults.Count > 0)
            return new([], read.Faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var comparison = new Comparison(await BaselineRecord.AllAsync(db, cancel));
        var (groups, resolved) = await ImportGroups.ReviewAsync(db, read.Groups, cancel);
        List<ImportLine> lines = [.. read.Entries.Select((entry, at) => Line($"approved_uses[{at}]", entry, comparison))];
        var faults = new List<BaselineFault>();
        if (lines.Count(line => line.Proposal is not null) is > MostProposals and var many)
            faults.Add(new("approved_uses", string.Create(CultureInfo.InvariantCulture, $"{many:N0} entries would be proposed; at most {MostProposals} at once. Import it in parts.")));
        else if (isChecked)
        {
            foreach (var line in lines.Where(line => line.Proposal is not null))
                await CheckAsync(line, resolved, now, faults, cancel);
        }

        return new(faults.Count > 0 ? [] : lines, faults) { Groups = faults.Count > 0 ? [] : groups };
    }

    private static ImportLine Line(string place, BaselineEntry entry, Comparison comparison)
    {
        if (entry.Use.State is ApprovedUseState.Rejected or ApprovedUseState.Retired)
            return new(place, entry, ImportChange.LeftOut, [entry.Use.State == ApprovedUseState.Rejected ? "It was refused." : "It was retired."], null);
        var request = entry.ToRequest();
        if (comparison.Same(request) is { } same)
            return new(place, entry, ImportChange.Unchanged, [same.State == ApprovedUseState.Proposed ? "It is proposed already." : "It is in the baseline as it stands here."], null);
        if (comparison.Find(entry.Use.Id) is not { } row)
            return new(place, entry, ImportChange.Added, [], new(entry.Use.Id, request));
        var anew = new Proposal(Guid.CreateVersion7(), request);
        return row.State is ApprovedUseState.Rejected or ApprovedUseState.Retired
            ? new(place, entry, ImportChange.Added, [$"It was {(row.State == ApprovedUseState.Rejected ? "refused" : "retired")} here by {row.DecidedBy}; it is proposed anew."], anew)
            : new(place, entry, ImportChange.Changed, [.. Comparison.Differences(row, request), "What is here stays until it is retired."], anew);
    }

    private async Task CheckAsync(ImportLine line, UseGroups resolved, DateTime utcNow, List<BaselineFault> faults, CancellationToken cancel)
    {
        var before = faults.Count;
        var request = line.Proposal!.Request;
        faults.AddRange(request.Faults(utcNow, check.LongestLife).Select(fault => ImportPlaces.Of(line.Place, fault)));
        if (faults.Count > before)
            return;
        var conditions = request.ToUse(Guid.Empty).Conditions;
        var findings = check.Lint(conditions, resolved);
        foreach (var finding in findings.Where(finding => finding.Level == LintLevel.Error))
            faults.Add(new(ImportPlaces.Of(line.Place, conditions, finding.Field), finding.Message));
        if (NoteRules.Clean(request.Acknowledgement) is null)
        {
            foreach (var finding in findings.Where(finding => finding.Level == LintLevel.Warning))
                faults.Add(new(ImportPlaces.Of(line.Place, conditions, finding.Field), $"{finding.Message} Mend it, or say in acknowledgement why it is right."));
        }

        if (faults.Count == before)
            faults.AddRange((await check.FaultsAsync(conditions, resolved, request.Acknowledgement, cancel)).Select(fault => new BaselineFault($"{line.Place}.conditions", fault)));
    }

    /// <summary>Entries of a file against the baseline as it stands.</summary>
    private sealed class Comparison(List<ApprovedUseRow> rows)
    {
        private readonly Dictionary<Guid, ApprovedUseRow> _byId = rows.ToDictionary(row => row.Id);

        private readonly ILookup<string, ApprovedUseRow> _byTitle =
            rows.Where(row => row.State is ApprovedUseState.Proposed or ApprovedUseState.Active).ToLookup(row => row.Title, StringComparer.Ordinal);

        public ApprovedUseRow? Find(Guid id) => _byId.GetValueOrDefault(id);

        /// <summary>An entry that says the same, whatever its id: importing a file twice adds nothing.</summary>
        public ApprovedUseRow? Same(AllowRequest request) => _byTitle[request.Title.Trim()].FirstOrDefault(row => Differences(row, request).Count == 0);

        public static List<string> Differences(ApprovedUseRow row, AllowRequest request)
        {
            var use = request.ToUse(row.Id);
            var says = new List<string>();
            Differs(says, "Title", row.Title, use.Title);
            Differs(says, "Owner", row.Owner, use.Owner);
            Differs(says, "Reason", row.Reason, use.Reason);
            Differs(says, "Ticket", row.Ticket, use.Ticket);
            Differs(says, "Acknowledgement", row.Acknowledgement ?? string.Empty, NoteRules.Clean(request.Acknowledgement) ?? string.Empty);
            Differs(says, "Review", Day(row.ReviewUtc), Day(request.ReviewUtc));
            Differs(says, "Expiry", Day(row.ExpiresUtc), Day(use.ExpiresUtc));
            var stored = UseRecord.ReadConditions(row.ConditionsJson);
            says.AddRange(stored.Except(use.Conditions).Select(condition => $"Without the condition {Words(condition)}."));
            says.AddRange(use.Conditions.Except(stored).Select(condition => $"With the condition {Words(condition)}."));
            return says;
        }

        private static void Differs(List<string> says, string what, string here, string there)
        {
            if (!here.Equals(there, StringComparison.Ordinal))
                says.Add($"{what}: “{there}” instead of “{here}”.");
        }

        private static string Day(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

        private static string Words(UseCondition condition) => $"{UseWords.Of(condition.Field)}{(condition.IsRegex ? " (regular expression)" : null)} “{condition.Pattern}”";
    }
}
