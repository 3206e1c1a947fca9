using TriageConsole.Detection.Baseline;

namespace TriageConsole.Web.Features.Alert.NearUses;

/// <summary>An approved use that all but covers an alert, and what keeps it out. All text is hostile.</summary>
/// <param name="Id">The use.</param>
/// <param name="Title">Its title.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Holding">How many of its conditions hold.</param>
/// <param name="Conditions">How many it has.</param>
/// <param name="Differences">What keeps it out, never empty.</param>
public sealed record NearUse(Guid Id, string Title, string Owner, int Holding, int Conditions, IReadOnlyList<UseDifference> Differences);
