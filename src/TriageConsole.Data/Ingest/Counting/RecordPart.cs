using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest.Counting;

/// <summary>A part of the records of one log, component and day.</summary>
/// <param name="Part">From 0: the record numbers of a run. Below 0: records without a number, by their hash.</param>
internal readonly record struct RecordPart(int Host, long Channel, DataComponent Component, DateOnly Day, long Part);
