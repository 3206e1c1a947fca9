namespace TriageConsole.Web.Features.Imports;

/// <summary>What one token handed in on one day (UTC) and was imported to the end; an import every few seconds would bury the list.</summary>
/// <param name="Name">Name of its imports.</param>
/// <param name="LastId">The latest of them.</param>
/// <param name="WarnedId">The latest with warnings; null when there is none.</param>
public sealed record IntakeDay(
    string Name, DateTime Day, int Imports, long Bytes, long Records, long Processes, int AlertsRaised, int Warnings, long LastId, long? WarnedId);
