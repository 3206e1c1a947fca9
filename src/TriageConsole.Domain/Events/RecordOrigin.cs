namespace TriageConsole.Domain.Events;

/// <summary>Where one telemetry record stands: its place in the file that carried it and the log it came from.</summary>
/// <param name="Index">0-based position of the record among all records of its file, in file order.</param>
/// <param name="RecordId">The log's own record number (EventRecordID), null where the layout carries none.</param>
/// <param name="Channel">Channel as written, for example <c>Microsoft-Windows-Sysmon/Operational</c>; empty where unknown.</param>
/// <param name="EventId">The provider's event id (Sysmon 1, Security 4688 …); 0 where the layout has none.</param>
public readonly record struct RecordOrigin(long Index, long? RecordId, string Channel, int EventId);
