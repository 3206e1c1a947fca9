using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>The approved use that a person proposes, from an alert or by itself.</summary>
public sealed record AllowRequest
{
    public const int LongestPattern = 4_096;

    public const int MostConditions = 64;

    public const int LongestOwner = 200;

    public required string Title { get; init; }

    public required IReadOnlyList<UseCondition> Conditions { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Why the business needs it.</summary>
    public required string Reason { get; init; }

    public required string Ticket { get; init; }

    /// <summary>Why the lint's warnings are right anyway; null where there are none.</summary>
    public string? Acknowledgement { get; init; }

    /// <summary>When somebody should look at it again; not after it expires.</summary>
    public required DateTime ReviewUtc { get; init; }

    public required DateTime ExpiresUtc { get; init; }

    /// <summary>The approved use this would become, still to be approved.</summary>
    public ApprovedUse ToUse(Guid id) => new()
    {
        Id = id,
        Title = Title.Trim(),
        Conditions = [.. Conditions.Select(UsePattern.Canonical)],
        Owner = Owner.Trim(),
        Reason = Reason.Trim(),
        Ticket = Ticket.Trim(),
        ExpiresUtc = ExpiresUtc,
        State = ApprovedUseState.Proposed,
    };

    /// <summary>Everything that keeps it from being proposed, each a sentence.</summary>
    public IReadOnlyList<string> Faults(DateTime utcNow, TimeSpan? longest = null)
    {
        List<string> faults = [.. ApprovedUseRules.Faults(ToUse(Guid.Empty), utcNow, longest)];
        if (string.IsNullOrWhiteSpace(Ticket))
            faults.Add("Ticket: name the ticket or document it rests on.");
        if (ReviewUtc <= utcNow)
            faults.Add("Review: the date lies in the past.");
        else if (ReviewUtc > ExpiresUtc)
            faults.Add("Review: it must come before the expiry.");
        TooLong(faults, "Title", Title, 200);
        TooLong(faults, "Owner", Owner, LongestOwner);
        TooLong(faults, "Reason", Reason, NoteRules.Longest);
        TooLong(faults, "Ticket", Ticket, 400);
        TooLong(faults, "Warnings", Acknowledgement ?? string.Empty, NoteRules.Longest);
        if (Conditions.Count > MostConditions)
            faults.Add($"Conditions: {Conditions.Count}; at most {MostConditions}.");
        foreach (var condition in Conditions)
            TooLong(faults, condition.Field.ToString(), condition.Pattern, LongestPattern);
        return faults;
    }

    private static void TooLong(List<string> faults, string field, string text, int longest)
    {
        if (text.Length > longest)
            faults.Add($"{field}: {text.Length} characters; at most {longest}.");
    }
}
