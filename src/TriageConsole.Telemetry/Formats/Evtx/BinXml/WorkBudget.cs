namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>
/// What a record and a chunk may cost, in units of about one character or token. Templates can refer to one value many
/// times and to each other, so that a few kilobytes could ask for gigabytes of text; depth limits alone do not stop that.
/// The allowances are far above what a chunk of true records needs (under 200,000 units).
/// </summary>
internal sealed class WorkBudget
{
    private const int RecordAllowance = 512 * 1024;
    private const int ChunkAllowance = 4 * 1024 * 1024;
    private int _record;
    private int _chunk;

    /// <summary>Starts a chunk.</summary>
    public void StartChunk() => _chunk = ChunkAllowance;

    /// <summary>Starts a record.</summary>
    public void StartRecord() => _record = RecordAllowance;

    /// <summary>Pays for work; false when it can't be paid.</summary>
    public bool TrySpend(int units)
    {
        _record -= units;
        _chunk -= units;
        return (_record | _chunk) >= 0;
    }
}
