using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline.Proposing;

/// <summary>What a person says of an approved use that the console has drafted, while it is being typed.</summary>
public sealed class ProposalEdit(DateTime utcNow)
{
    public string Owner { get; set; } = string.Empty;

    public string Ticket { get; set; } = string.Empty;

    public string Reason { get; set; } = string.Empty;

    public string Acknowledgement { get; set; } = string.Empty;

    public DateOnly? Review { get; set; } = DateOnly.FromDateTime(utcNow).AddDays(90);

    public DateOnly? Expires { get; set; } = DateOnly.FromDateTime(utcNow).AddDays(180);

    public AllowRequest ToRequest(string title, IReadOnlyList<UseCondition> conditions) => new()
    {
        Title = title.Length > 200 ? title[..200] : title,
        Conditions = conditions,
        Owner = Owner,
        Reason = Reason,
        Ticket = Ticket,
        Acknowledgement = Acknowledgement,
        ReviewUtc = Utc(Review),
        ExpiresUtc = Utc(Expires),
    };

    // A date left empty lies in the past, and the faults say so.
    private static DateTime Utc(DateOnly? date) => date is { } day ? day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : DateTime.MinValue;
}
