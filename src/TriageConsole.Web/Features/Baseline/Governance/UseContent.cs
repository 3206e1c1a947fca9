using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline.Governance;

/// <summary>All that an approved use says: what is proposed, approved and kept as a version.</summary>
public sealed record UseContent
{
    public required string Title { get; init; }

    public required IReadOnlyList<UseCondition> Conditions { get; init; }

    public required string Owner { get; init; }

    public long? OwnerUserId { get; init; }

    public required string Reason { get; init; }

    public string Ticket { get; init; } = string.Empty;

    public string? Acknowledgement { get; init; }

    public required DateTime ReviewUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    public static UseContent Of(ApprovedUseRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Title = row.Title,
            Conditions = UseRecord.ReadConditions(row.ConditionsJson),
            Owner = row.Owner,
            OwnerUserId = row.OwnerUserId,
            Reason = row.Reason,
            Ticket = row.Ticket,
            Acknowledgement = row.Acknowledgement,
            ReviewUtc = row.ReviewUtc,
            ExpiresUtc = row.ExpiresUtc,
        };
    }

    /// <summary>The content of a request that has no fault.</summary>
    public static UseContent Of(AllowRequest request, long? ownerUserId)
    {
        ArgumentNullException.ThrowIfNull(request);
        var use = request.ToUse(Guid.Empty);
        return new()
        {
            Title = use.Title,
            Conditions = use.Conditions,
            Owner = use.Owner,
            OwnerUserId = ownerUserId,
            Reason = use.Reason,
            Ticket = use.Ticket,
            Acknowledgement = NoteRules.Clean(request.Acknowledgement),
            ReviewUtc = request.ReviewUtc,
            ExpiresUtc = use.ExpiresUtc,
        };
    }

    /// <summary>Makes it what the row says.</summary>
    public void WriteTo(ApprovedUseRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        (row.Title, row.ConditionsJson) = (Title, UseRecord.WriteConditions(Conditions));
        (row.Owner, row.OwnerUserId, row.Reason, row.Ticket) = (Owner, OwnerUserId, Reason, Ticket);
        (row.Acknowledgement, row.ReviewUtc, row.ExpiresUtc) = (Acknowledgement, ReviewUtc, ExpiresUtc);
    }

    /// <summary>The use as the rules look at it.</summary>
    public ApprovedUse ToUse() => new()
    {
        Id = Guid.Empty,
        Title = Title,
        Conditions = Conditions,
        Owner = Owner,
        Reason = Reason,
        Ticket = Ticket,
        ExpiresUtc = ExpiresUtc,
    };
}
