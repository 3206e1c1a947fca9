using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>
/// Cuts a file's records into batches by count alone, so that reading again cuts at the same places; what an earlier run
/// stored is counted and passed over. The first batches are small: storing waits for the first of them.
/// </summary>
internal sealed class BatchBuilder(ImportFileRow file)
{
    private const int FirstEvents = 2_500;
    private const int MaxEvents = 10_000;
    private const int MaxRecords = 100_000;
    private const int MaxFaults = 1_000;

    private List<TelemetryEvent> _events = [];
    private List<IngestFault> _faults = [];
    private int _most = FirstEvents;

    // Since the last cut, stored before or not; and those of them that were not.
    private int _seenEvents;
    private int _seenRecords;
    private long _batchRecords;
    private long _next = file.CommittedRecords;
    private bool _failed;
    private bool _warned = file.Warnings > 0;

    /// <summary>Records of the file up to here.</summary>
    public long Records => _next;

    public ImportFileState EndState => _failed && _next == 0 ? ImportFileState.Failed : _failed || _warned ? ImportFileState.DoneWithWarnings : ImportFileState.Done;

    /// <summary>Takes a step of the reader; returns whether a batch is full.</summary>
    public bool Add(ReadItem item)
    {
        var isStored = item.Index < file.CommittedRecords;
        if (item.Diagnostic is { } fault && !isStored)
            AddFault(fault, item.Index);
        if (!item.IsRecord)
            return false;
        _seenRecords++;
        _seenEvents += item.Event is null ? 0 : 1;
        if (!isStored)
        {
            _next = item.Index + 1;
            _batchRecords++;
            if (item.Event is { } e)
                _events.Add(e);
        }

        if (_seenEvents < _most && _seenRecords < MaxRecords)
            return false;
        if (isStored)
            Cut();
        return !isStored;
    }

    public void AddFault(ReadDiagnostic fault, long? index = null)
    {
        _failed |= fault.Severity == DiagnosticSeverity.Error;
        _warned |= fault.Severity == DiagnosticSeverity.Warning;
        if (_faults.Count < MaxFaults)
            _faults.Add(new(fault.Code, (int)fault.Severity, index, fault.Offset, fault.Message));
    }

    public IngestBatch Take(long readBytes, ImportFileState? ends)
    {
        var batch = new IngestBatch
        {
            FileId = file.Id,
            Events = _events,
            NextRecord = _next,
            Records = _batchRecords,
            Faults = _faults,
            ReadBytes = readBytes,
            Ends = ends,
        };
        // What follows a full batch is mostly as long.
        _events = ends is null ? new(_events.Count) : [];
        _faults = [];
        _batchRecords = 0;
        Cut();
        return batch;
    }

    private void Cut()
    {
        (_seenRecords, _seenEvents) = (0, 0);
        _most = Math.Min(_most * 2, MaxEvents);
    }
}
