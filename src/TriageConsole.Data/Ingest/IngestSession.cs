using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Data.Search;
using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// The hot path into the store. One session at a time writes to a database. A batch is one transaction that stores the
/// events and moves the file's resume point with them, so that a killed import loses at most the open batch, and going
/// on gives the tables that an undisturbed run gives. After an exception the session is spent.
/// </summary>
public sealed class IngestSession : IAsyncDisposable
{
    /// <summary>Most diagnostics kept of one file; the rest is counted.</summary>
    public const int MaxFaultsKept = 1_000;

    private readonly TriageDatabase _database;
    private readonly SqlSession _sql;
    private readonly IngestStores _stores;
    private readonly ProcessIngest _processes;
    private readonly FactIngest _facts;
    private readonly TextIndex _words;
    private readonly List<(ProcessRow Process, ProcessCreatedEvent Event)> _witnesses = [];
    private readonly HashSet<(long Index, int EventId)> _known = [];

    private IngestSession(TriageDatabase database, SqlSession sql, long importId, DateTime? arrivedUtc, IReadOnlySet<string> proxies)
    {
        _database = database;
        _sql = sql;
        _stores = new IngestStores(sql, database.Known, importId, arrivedUtc, database.KeepsRollUps, proxies);
        var links = new ParentLinks(_stores);
        _processes = new ProcessIngest(_stores, links);
        _facts = new FactIngest(_stores, links);
        _words = new TextIndex(sql);
    }

    /// <summary>Waits for its turn, then opens; counts the starts of no script host.</summary>
    public static Task<IngestSession> OpenAsync(TriageDatabase database, long importId, CancellationToken cancellationToken) =>
        OpenAsync(database, importId, FrozenSet<string>.Empty, cancellationToken);

    /// <summary>Waits for its turn, then opens.</summary>
    /// <param name="database">The store.</param>
    /// <param name="importId">The import.</param>
    /// <param name="proxies">Lower-case file names of the script hosts and utilities whose starts are counted.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<IngestSession> OpenAsync(TriageDatabase database, long importId, IReadOnlySet<string> proxies, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(proxies);
        await database.WriteGate.WaitAsync(cancellationToken);
        try
        {
            var arrived = await ArrivedAsync(database, importId, cancellationToken);
            return new(database, await SqlSession.OpenToWriteAsync(SqlDialect.Of(database), database.ConnectionString, cancellationToken), importId, arrived, proxies);
        }
        catch
        {
            database.WriteGate.Release();
            throw;
        }
    }

    private static async Task<DateTime?> ArrivedAsync(TriageDatabase database, long importId, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var created = await db.Imports.Where(i => i.Id == importId).Select(i => (DateTime?)i.CreatedUtc).FirstOrDefaultAsync(cancellationToken);
        return created > DateTime.UnixEpoch ? created : null;
    }

    /// <summary>The row of a file of this import; the one that an earlier run made where there is one.</summary>
    public async Task<ImportFileRow> FileAsync(string source, string member, string format, CancellationToken cancellationToken)
    {
        await using var db = _database.CreateDbContext();
        var (cleanSource, cleanMember) = (StorableText.Clean(source), StorableText.Clean(member));
        var known = await db.ImportFiles.AsNoTracking().OrderBy(f => f.Id)
            .FirstOrDefaultAsync(f => f.ImportId == _stores.ImportId && f.Source == cleanSource && f.Member == cleanMember, cancellationToken);
        if (known is not null)
            return known;
        var row = new ImportFileRow { ImportId = _stores.ImportId, Source = cleanSource, Member = cleanMember, Format = format };
        db.ImportFiles.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    /// <summary>Stores a batch.</summary>
    public void Write(IngestBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _sql.Begin();
        _stores.Begin();
        _facts.Begin();
        _stores.Records.Begin(batch.FileId);
        foreach (var e in batch.Events)
            Take(IngestTime.Storable(e), batch.FileId);
        _facts.FindByStart();
        ProcessCounts.Add(_stores);
        _stores.Processes.Flush();
        _sql.Drain();
        foreach (var ghost in _stores.Processes.Folded.Keys)
            GhostFold.Move(_sql, ghost, _stores.Processes.FinalId(ghost));
        _sql.Drain();
        _stores.Touched.FromRows(_sql, _stores.Processes);
        _facts.Flush();
        FlushWitnesses(batch.FileId);
        ProcessCounts.AddChildren(_stores);
        _stores.Processes.End();
        _sql.Drain();
        ProcessCounts.AddNewlyTold(_stores);
        _stores.Counted.Flush();
        _stores.Days.Flush();
        _stores.Proxies.Flush();
        _stores.Hours.Flush();
        if (batch.Ends is not null)
            _stores.Records.End(batch.NextRecord);
        _stores.Records.Flush();
        _stores.Hosts.Flush(time => ModelTime.Of(_sql.Dialect, time));
        foreach (var (host, from) in _stores.Touched.All)
        {
            _sql.Queue(
                "INSERT INTO \"ImportHosts\" (\"ImportId\", \"HostId\", \"FromTicks\") VALUES (@0, @1, @2) ON CONFLICT (\"ImportId\", \"HostId\") DO UPDATE SET \"FromTicks\" = excluded.\"FromTicks\" WHERE excluded.\"FromTicks\" < \"ImportHosts\".\"FromTicks\"",
                _stores.ImportId, host, from);
        }

        var warnings = Faults(batch);
        Progress(batch, warnings);
        _words.Advance();
        _stores.Keeper.End(_sql, batch.Events.Count);
        _sql.Commit();
        _stores.Texts.End();
        _stores.Files.End();
    }

    /// <summary>After the last batch: makes every stored text findable by its words.</summary>
    public void FinishWords() => _words.Finish();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _sql.DisposeAsync();
        }
        finally
        {
            // Where the disk is full even the end of a transaction can fail; the next writer must not wait for ever.
            _database.WriteGate.Release();
        }
    }

    private void Take(TelemetryEvent e, long fileId)
    {
        // A list is no activity of a host; the hosts that it concerns are those that ran the file.
        if (e is FileSignatureEvent signed)
        {
            _stores.Records.Pass();
            _facts.Sign(signed);
            return;
        }

        var host = _stores.Hosts.Id(e.Host);
        _stores.Hours.Add(host, e);
        _stores.Records.Add(host, _stores.Texts, e);
        _stores.Touched.Told(host, e.UtcTime);
        _stores.Hosts.Seen(host, e.UtcTime);
        switch (e)
        {
            case ProcessCreatedEvent created:
                _witnesses.Add((_processes.Create(created), created));
                break;
            case ProcessEndedEvent ended:
                _facts.End(ended);
                break;
            case ImageLoadedEvent loaded:
                _facts.Load(loaded);
                break;
            case ProcessAccessedEvent accessed:
                _facts.Open(accessed);
                break;
            case FileCreatedEvent created:
                _facts.Write(created);
                break;
            case ScriptBlockEvent script:
                _facts.Script(script);
                break;
            case ObservedEvent observed:
                _stores.Counted.Count(host, e, observed.Component);
                break;
            default:
                throw new InvalidOperationException($"No place for {e.GetType().Name} of file {fileId}.");
        }
    }

    private void FlushWitnesses(long fileId)
    {
        if (_witnesses.Count == 0)
            return;
        var last = _sql.LastId("Witnesses");
        ReadKnownWitnesses(fileId, _witnesses.Min(w => w.Event.Origin.Index), _witnesses.Max(w => w.Event.Origin.Index));
        foreach (var (process, e) in _witnesses)
        {
            if (!_known.Add((e.Origin.Index, e.Origin.EventId)))
                continue;
            _sql.Queue(
                "INSERT INTO \"Witnesses\" (\"Id\", \"ProcessId\", \"ImportFileId\", \"RecordIndex\", \"RecordId\", \"EventId\", \"ChannelId\", \"Kind\") VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
                (ReadOnlySpan<SqlValue>)[++last, _stores.Processes.FinalId(process), fileId, e.Origin.Index, e.Origin.RecordId, e.Origin.EventId, _stores.Texts.Id(e.Origin.Channel), (int)e.Kind]);
        }

        _witnesses.Clear();
    }

    private void ReadKnownWitnesses(long fileId, long first, long last)
    {
        _known.Clear();
        using var reader = _sql.Read(
            "SELECT \"RecordIndex\", \"EventId\" FROM \"Witnesses\" WHERE \"ImportFileId\" = @0 AND \"RecordIndex\" BETWEEN @1 AND @2", fileId, first, last);
        while (reader.Read())
            _known.Add((reader.GetInt64(0), reader.GetInt32(1)));
    }

    private int Faults(IngestBatch batch)
    {
        if (batch.Faults.Count == 0)
            return 0;
        var kept = _sql.Number("SELECT COUNT(*) FROM \"ImportDiagnostics\" WHERE \"ImportFileId\" = @0", batch.FileId) ?? 0;
        foreach (var fault in batch.Faults)
        {
            if (kept++ >= MaxFaultsKept)
                break;
            _sql.Execute(
                "INSERT INTO \"ImportDiagnostics\" (\"ImportId\", \"ImportFileId\", \"Code\", \"Severity\", \"RecordIndex\", \"Offset\", \"Message\") VALUES (@0, @1, @2, @3, @4, @5, @6)",
                _stores.ImportId, batch.FileId, fault.Code, fault.Severity, fault.RecordIndex, fault.Offset, StorableText.Clean(fault.Message));
        }

        return batch.Faults.Count(f => f.Severity > 0);
    }

    private void Progress(IngestBatch batch, int warnings)
    {
        _sql.Execute(
            "UPDATE \"ImportFiles\" SET \"CommittedRecords\" = @1, \"Records\" = \"Records\" + @2, \"Events\" = \"Events\" + @3, \"Warnings\" = \"Warnings\" + @4, \"State\" = @5 WHERE \"Id\" = @0",
            batch.FileId, batch.NextRecord, batch.Records, (long)batch.Events.Count, warnings, (int)(batch.Ends ?? ImportFileState.Reading));
        _sql.Execute(
            "UPDATE \"Imports\" SET \"Records\" = \"Records\" + @1, \"Events\" = \"Events\" + @2, \"Processes\" = \"Processes\" + @3, \"Warnings\" = \"Warnings\" + @4, \"ReadBytes\" = @5 WHERE \"Id\" = @0",
            _stores.ImportId, batch.Records, (long)batch.Events.Count, (long)_stores.NewProcesses, warnings, batch.ReadBytes);
    }
}
