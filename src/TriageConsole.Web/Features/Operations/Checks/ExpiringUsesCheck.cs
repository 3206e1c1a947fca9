using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>Approved uses that end soon: their alerts come back then.</summary>
public sealed class ExpiringUsesCheck : IOperationsCheck
{
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CheckRound round, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(round);
        var (now, soon) = (round.NowUtc, round.NowUtc.AddDays(round.Options.ExpiringDays));
        var titles = await round.Db.ApprovedUses.Where(u => u.State == ApprovedUseState.Active && u.ExpiresUtc > now && u.ExpiresUtc <= soon)
            .OrderBy(u => u.ExpiresUtc).ThenBy(u => u.Title).Select(u => u.Title).ToListAsync(cancel);
        var what = titles.Count == 1 ? "1 approved use expires" : FormattableString.Invariant($"{titles.Count:N0} approved uses expire");
        return [new(NoticeKinds.Expiring, "uses", titles.Count == 0 ? null
            : FormattableString.Invariant($"{what} within {round.Options.ExpiringDays} days: {CheckNames.Of(titles)}. Renew what is still in use; what it covers is open again otherwise."))];
    }
}
