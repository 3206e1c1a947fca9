namespace TriageConsole.Web.Features.Intake.Elastic;

/// <summary>What became of one line of a bulk request.</summary>
/// <param name="Action"><c>create</c>, <c>index</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Index">The index named by the line or the address.</param>
/// <param name="Id">The document's id: the client's, or one of ours.</param>
/// <param name="Fault">Why it was not kept; null when it was.</param>
internal sealed record BulkItem(string Action, string Index, string Id, string? Fault);

/// <summary>A bulk request taken apart.</summary>
/// <param name="Fault">Why the request as a whole cannot be read; what stood before is still in the items.</param>
internal sealed record BulkOutcome(IReadOnlyList<BulkItem> Items, string? Fault);
