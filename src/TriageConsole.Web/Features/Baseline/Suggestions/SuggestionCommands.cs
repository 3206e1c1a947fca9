using TriageConsole.Web.Features.Baseline.Proposing;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Baseline.Suggestions;

/// <summary>
/// Proposes what was suggested, by the same commands as everything else. An open alert is allowed by it and waits for review; one
/// that was closed stays closed, since people decided it.
/// </summary>
public sealed class SuggestionCommands(AllowCommands allow, ProposalCommands propose)
{
    public async Task<DecisionResult> ProposeAsync(Actor actor, Suggestion suggestion, AllowRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(suggestion);
        return suggestion.IsOpen
            ? (await allow.AllowAsync(actor, suggestion.AlertId, suggestion.AlertVersion, request, cancel)).Result
            : await propose.ProposeAsync(actor, [new(Guid.CreateVersion7(), request)], cancel);
    }
}
