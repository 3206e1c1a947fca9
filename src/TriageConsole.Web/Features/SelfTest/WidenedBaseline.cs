using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>
/// The approved uses in force at their worst: as if every attack came on a host and by a user that they cover. Where they
/// narrow by nothing else, they cover everything.
/// </summary>
public static class WidenedBaseline
{
    private static readonly HashSet<UseField> _circumstances = [UseField.Host, UseField.HostGroup, UseField.User, UseField.AccountClass, UseField.Schedule];

    public static ApprovedUseRow Of(ApprovedUseRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        IReadOnlyList<UseCondition> kept = [.. UseRecord.ReadConditions(row.ConditionsJson).Where(condition => !_circumstances.Contains(condition.Field))];
        return new()
        {
            Id = row.Id,
            Title = row.Title,
            State = row.State,
            Owner = row.Owner,
            Reason = row.Reason,
            ConditionsJson = UseRecord.WriteConditions(kept.Count > 0 ? kept : [new(UseField.ProxyImage, "*")]),
            ReviewUtc = row.ReviewUtc,
            ExpiresUtc = row.ExpiresUtc,
            ProposedBy = row.ProposedBy,
            ProposedUtc = row.ProposedUtc,
        };
    }
}
