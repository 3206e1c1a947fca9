using TriageConsole.Web.Features.Baseline.Proposing;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline.Packs;

/// <summary>Enables a pack for a host group: its entries become proposals, all of them or none, which another admin approves.</summary>
public sealed class PackCommands(PackQueries queries, ProposalCommands propose)
{
    /// <summary>Proposes the entries that were chosen; those that are known already are left out.</summary>
    public async Task<DecisionResult> EnableAsync(
        Actor actor, string packId, IReadOnlyCollection<string> entryIds, string group, IReadOnlyDictionary<string, string> answers, ProposalEdit edit, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        ArgumentNullException.ThrowIfNull(entryIds);
        ArgumentNullException.ThrowIfNull(edit);
        if (queries.Library.Packs.FirstOrDefault(pack => pack.Id == packId) is not { } pack)
            return new DecisionResult.Gone("This pack is not there any more.");
        List<string> faults = [.. PackLibrary.AnswerFaults(pack, answers)];
        if (string.IsNullOrWhiteSpace(group))
            faults.Add("Host group: choose the hosts that the product runs on.");
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        var known = await queries.KnownAsync(cancel);
        List<Proposal> proposals = [];
        foreach (var entry in pack.Entries.Where(entry => entryIds.Contains(entry.Id)))
        {
            var request = Request(entry, group, answers, edit);
            if (!known.Contains(UseRecord.WriteConditions(request.Conditions)))
                proposals.Add(new(Guid.CreateVersion7(), request));
        }

        return proposals.Count == 0
            ? new DecisionResult.Invalid(["Entries: choose at least one that is not proposed or in force already."])
            : await propose.ProposeAsync(actor, proposals, cancel);
    }

    // A reason of one's own is asked for: that the vendor documents it does not say that this estate needs it.
    private static AllowRequest Request(PackEntry entry, string group, IReadOnlyDictionary<string, string> answers, ProposalEdit edit)
    {
        var request = edit.ToRequest($"{entry.Title} ({group.Trim()})", PackLibrary.Conditions(entry, answers, group));
        return request with
        {
            Reason = string.IsNullOrWhiteSpace(edit.Reason) ? string.Empty : $"{edit.Reason.Trim()} {entry.Reason} Documented: {entry.Source.Name}, {entry.Source.Url}",
            Acknowledgement = string.Join(' ', new[] { entry.Acknowledgement, edit.Acknowledgement.Trim() }.Where(text => !string.IsNullOrEmpty(text))),
        };
    }
}
