using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>Imports and deliveries that failed and that nobody tried again.</summary>
public sealed class FailuresCheck : IOperationsCheck
{
    public async Task<IReadOnlyList<CheckResult>> RunAsync(CheckRound round, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(round);
        var from = round.NowUtc.AddDays(-round.Options.FailedDays);
        var imports = await round.Db.Imports.Counted().Where(i => i.State == ImportState.Failed && (i.FinishedUtc ?? i.CreatedUtc) >= from)
            .OrderByDescending(i => i.Id).Select(i => i.Name).ToListAsync(cancel);
        var deliveries = await round.Db.Deliveries.Where(d => (d.State == DeliveryState.Refused || d.State == DeliveryState.GaveUp) && (d.LastUtc ?? d.CreatedUtc) >= from)
            .OrderByDescending(d => d.Id).Select(d => d.TargetName).ToListAsync(cancel);
        return
        [
            new(NoticeKinds.Imports, "imports", imports.Count == 0 ? null
                : $"{Times(imports.Count, "import")} failed: {CheckNames.Of(imports)}. The page of each says why; try it again or delete it."),
            new(NoticeKinds.Deliveries, "deliveries", deliveries.Count == 0 ? null
                : $"{Times(deliveries.Count, "delivery", "deliveries")} of an escalation did not arrive, to {CheckNames.Of([.. deliveries.Distinct(StringComparer.Ordinal)])}. Test the target, then try again from the case."),
        ];
    }

    private static string Times(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : FormattableString.Invariant($"{count:N0} {many ?? one + "s"}");
}
