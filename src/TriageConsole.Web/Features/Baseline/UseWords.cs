using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>The baseline in words.</summary>
public static class UseWords
{
    public static string Of(UseStanding standing) => standing switch
    {
        UseStanding.Proposed => "Proposed",
        UseStanding.Active => "Active",
        UseStanding.Expiring => "Expiring",
        UseStanding.Expired => "Expired",
        UseStanding.Rejected => "Refused",
        _ => "Retired",
    };

    /// <summary>A shape beside the word.</summary>
    public static string Mark(UseStanding standing) => standing switch
    {
        UseStanding.Proposed => "○",
        UseStanding.Active => "✓",
        UseStanding.Expiring => "◔",
        UseStanding.Expired => "✕",
        UseStanding.Rejected => "–",
        _ => "–",
    };

    public static string Of(UseAttention attention) => attention switch
    {
        UseAttention.Unused => "Proposed for retirement",
        UseAttention.Ownerless => "Owner gone",
        UseAttention.SelfApproved => "Self-approved",
        UseAttention.Renewal => "New version waits",
        UseAttention.Drift => "Drift",
        _ => "Review due",
    };

    public static string Of(UseChange change) => change switch
    {
        UseChange.Proposed => "proposed",
        UseChange.Revised => "proposal changed",
        UseChange.Approved => "approved",
        UseChange.Refused => "refused",
        UseChange.RenewalProposed => "new version proposed",
        UseChange.RenewalApproved => "new version approved",
        UseChange.RenewalRefused => "new version refused",
        UseChange.OwnerChanged => "owner changed",
        UseChange.Retired => "retired",
        _ => "taken back",
    };

    public static string Of(UseField field) => field switch
    {
        UseField.Host => "Host",
        UseField.User => "User",
        UseField.ParentImage => "Started by",
        UseField.ParentCommandLine => "Starter's command line",
        UseField.ProxyImage => "Proxy host",
        UseField.ProxySignature => "Proxy host's signature",
        UseField.Script => "Payload path",
        UseField.ScriptHash => "Payload hash",
        UseField.Arguments => "Command line",
        UseField.ChildImage => "Children",
        UseField.ChildHash => "Children's hashes",
        UseField.ChildSigner => "Children's signers",
        UseField.HostGroup => "Host group",
        UseField.AccountClass => "Account class",
        UseField.Schedule => "Started between (UTC)",
        _ => "Payload location",
    };
}
