namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>Alerts that are kept as they were counted: what comes later is not among them.</summary>
/// <param name="RunId">The run that keeps them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="FirstId">The first of them, which an approved use for all is drafted from.</param>
public sealed record FrozenSelection(long RunId, int Count, Guid FirstId);
