using TriageConsole.Data.Model;
using TriageConsole.Domain;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>What other records say of processes: ends, modules and signatures, openings, files written.</summary>
internal sealed class FactIngest(IngestStores stores, ParentLinks links)
{
    private static readonly TimeSpan _opensWithin = TimeSpan.FromSeconds(1);

    private readonly List<(ProcessRow Process, long Image, int Signature, DateTime Utc)> _modules = [];
    private readonly List<(int Host, ProcessRow? Writer, long Image, long Target, long Key, DateTime Utc, string? Hash)> _writes = [];
    private readonly List<(int Host, Guid Block, ScriptBlockEvent Event, long Text, long? Path)> _scripts = [];
    private readonly List<(int Host, ImageLoadedEvent Event, bool Own, int Signature)> _loadsByStart = [];
    private readonly List<(int At, FileCreatedEvent Event)> _writesByStart = [];
    private long _lastModule;
    private long _lastWrite;
    private long _lastScript;

    public void Begin()
    {
        _lastModule = stores.Sql.LastId("Modules");
        _lastWrite = stores.Sql.LastId("FileWrites");
        _lastScript = stores.Sql.LastId("ScriptBlocks");
    }

    public void End(ProcessEndedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Counted.Count(host, e, DataComponent.ProcessTermination);
        var name = stores.NameKey(e.Image);
        if (e.ProcessGuid is { } guid)
        {
            if (stores.ByGuid(host, guid, e.ProcessId, e.Image) is { } row)
                EndAt(row, e.UtcTime);
            else
                stores.Pending.AddEnd(host, guid, e.ProcessId, name, e.UtcTime);
        }
        else if (e.ProcessId is { } pid)
            EndByProcessId(host, pid, name, e.UtcTime);
    }

    public void Load(ImageLoadedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Counted.Count(host, e, DataComponent.ModuleLoad);
        if (e.Signature.Status == SignatureStatus.Unknown || ModuleRules.IsNativeImage(e.ImageLoaded))
            return;
        var own = Comparers.ImagePath.Equals(e.Image, e.ImageLoaded);
        var trusted = e.Signature.Status == SignatureStatus.Valid;
        var signature = stores.Files.Signature(e.Signature);

        // The catalogue answers for children's images: programs, whatever loaded them, and whatever is not trusted. Trusted
        // libraries, nine in ten of all loads, are never asked for and would be most of the table.
        if ((own || !trusted || ModuleRules.IsProgram(e.ImageLoaded)) && stores.Files.Hash(e.Hashes) is { } hash)
            stores.Tell(hash, signature);
        if (!own && trusted)
            return;
        if (e.ProcessGuid is { } guid)
            Load(stores.Known(host, guid, e.ProcessId, e.Image), e, own, signature);
        else if (e.ProcessStartUtc is not null)
            _loadsByStart.Add((host, e, own, signature));
    }

    private void Load(ProcessRow row, ImageLoadedEvent e, bool own, int signature)
    {
        if (own)
        {
            row.FileHashId ??= stores.Files.Hash(e.Hashes);
            stores.SetSignature(row, e.Signature, SignatureSource.OwnImageLoad);
        }
        else
            _modules.Add((row, stores.Texts.Id(e.ImageLoaded), signature, e.UtcTime));
    }

    /// <summary>
    /// A list's verdict on a file. It is kept whether or not the file was ever seen to run: it may run later, or on a host
    /// whose telemetry tells no signatures.
    /// </summary>
    public void Sign(FileSignatureEvent e)
    {
        if (e.Signature.Status == SignatureStatus.Unknown || stores.Files.Hash(e.Hashes) is not { } hash)
            return;
        var signature = stores.Files.Signature(e.Signature);
        stores.Tell(hash, signature);

        // Telemetry that records MD5 alone knows the file by it.
        if (e.Hashes.Md5 is { } md5 && e.Hashes.Strongest != md5 && stores.Files.Hash(new() { Md5 = md5 }) is { } weaker)
            stores.Tell(weaker, signature);
    }

    public void Open(ProcessAccessedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Counted.Count(host, e, DataComponent.ProcessAccess);
        if (e.TargetProcessGuid is not { } target || e.SourceProcessGuid is not { } source)
            return;
        if (stores.Processes.ByGuid(host, target) is { ParentProcessGuid: { } parent } row)
        {
            if (parent == source)
                Corroborate(stores, row, e.UtcTime);
        }
        else
            stores.Pending.AddOpening(host, target, source, e.UtcTime);
    }

    public void Write(FileCreatedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Counted.Count(host, e, DataComponent.FileCreation);
        if (!ModuleRules.CanRun(e.TargetFilename))
            return;
        var writer = e.ProcessGuid is { } guid ? stores.Known(host, guid, e.ProcessId, e.Image) : null;
        if (writer is null && e.ProcessStartUtc is not null)
            _writesByStart.Add((_writes.Count, e));
        _writes.Add((host, writer, stores.Texts.Id(e.Image), stores.Texts.Id(e.TargetFilename), stores.Texts.Id(e.TargetFilename.ToLowerInvariant()), e.UtcTime, e.Hashes.Strongest?.ToLowerInvariant()));
    }

    public void Script(ScriptBlockEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Counted.Count(host, e, DataComponent.ScriptExecution);
        if (e.BlockId is { } block)
            _scripts.Add((host, block, e, stores.Texts.Id(e.Text), stores.Texts.IdOf(e.Path)));
    }

    /// <summary>Facts that name their process by id and start find it once all of the batch is there, or wait for it.</summary>
    public void FindByStart()
    {
        foreach (var (host, e, own, signature) in _loadsByStart)
        {
            if (stores.ByStart.Find(host, e.ProcessId, e.ProcessStartUtc, e.Image) is { } row)
                Load(row, e, own, signature);
            else
                stores.ByStart.Await(host, e, own, signature);
        }

        foreach (var (at, e) in _writesByStart)
        {
            var write = _writes[at];
            if (stores.ByStart.Find(write.Host, e.ProcessId, e.ProcessStartUtc, e.Image) is { } writer)
                _writes[at] = write with { Writer = writer };
            else
                stores.ByStart.Await(write.Host, e, write.Image, write.Key);
        }

        _loadsByStart.Clear();
        _writesByStart.Clear();
    }

    /// <summary>Modules and files refer to processes: they are written after them.</summary>
    public void Flush()
    {
        foreach (var (process, image, signature, utc) in _modules.Concat(stores.ByStart.Modules))
        {
            var id = stores.Processes.FinalId(process);
            var time = stores.Sql.Dialect.Value(utc);
            if (stores.Sql.Execute(
                "INSERT INTO \"Modules\" (\"Id\", \"ProcessId\", \"ImageLoadedId\", \"SignatureId\", \"UtcTime\") VALUES (@0, @1, @2, @3, @4) ON CONFLICT DO NOTHING",
                _lastModule + 1, id, image, signature, time) == 1)
            {
                _lastModule++;
                stores.Touched.From(stores.Sql, process);
            }
            else
            {
                stores.Sql.Execute(
                    "UPDATE \"Modules\" SET \"UtcTime\" = @3 WHERE \"ProcessId\" = @0 AND \"ImageLoadedId\" = @1 AND \"SignatureId\" = @2 AND \"UtcTime\" > @3",
                    id, image, signature, time);
            }
        }

        foreach (var (host, writer, image, target, key, utc, hash) in _writes)
        {
            var (id, time) = (writer is null ? (long?)null : stores.Processes.FinalId(writer), stores.Sql.Dialect.Value(utc));
            if (stores.Sql.Execute(
                "INSERT INTO \"FileWrites\" (\"Id\", \"HostId\", \"ProcessId\", \"WriterImageId\", \"TargetId\", \"TargetKeyId\", \"UtcTime\", \"Hash\") VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT DO NOTHING",
                _lastWrite + 1, host, id, image, target, key, time, hash) == 1)
            {
                _lastWrite++;
                stores.Touched.From(host, utc);
                continue;
            }

            // The same write from another record: what that knows more of is taken.
            if (hash is not null)
            {
                stores.Touched.From(host, utc);
                stores.Sql.Execute(
                    "UPDATE \"FileWrites\" SET \"Hash\" = @4 WHERE \"HostId\" = @0 AND \"TargetKeyId\" = @1 AND \"UtcTime\" = @2 AND \"WriterImageId\" = @3 AND \"Hash\" IS NULL",
                    host, key, time, image, hash);
            }

            if (id is not null)
            {
                stores.Touched.From(host, utc);
                stores.Sql.Execute(
                    "UPDATE \"FileWrites\" SET \"ProcessId\" = @4 WHERE \"HostId\" = @0 AND \"TargetKeyId\" = @1 AND \"UtcTime\" = @2 AND \"WriterImageId\" = @3 AND \"ProcessId\" IS NULL",
                    host, key, time, image, id);
            }
        }

        foreach (var (writer, image, key, utc) in stores.ByStart.Writes)
        {
            stores.Touched.From(writer.HostId, utc);
            stores.Sql.Execute(
                "UPDATE \"FileWrites\" SET \"ProcessId\" = @4 WHERE \"HostId\" = @0 AND \"TargetKeyId\" = @1 AND \"UtcTime\" = @2 AND \"WriterImageId\" = @3 AND \"ProcessId\" IS NULL",
                writer.HostId, key, stores.Sql.Dialect.Value(utc), image, stores.Processes.FinalId(writer));
        }

        stores.ByStart.Modules.Clear();
        stores.ByStart.Writes.Clear();
        FlushScripts();
        _scripts.Clear();
        _modules.Clear();
        _writes.Clear();
    }

    private void FlushScripts()
    {
        foreach (var (host, block, e, text, path) in _scripts)
        {
            var (pid, time) = ((long?)e.ProcessId, stores.Sql.Dialect.Value(e.UtcTime));
            if (stores.Sql.Execute(
                "INSERT INTO \"ScriptBlocks\" (\"Id\", \"HostId\", \"ProcessId\", \"BlockId\", \"Number\", \"Total\", \"TextId\", \"PathId\", \"UtcTime\", \"TimeBasis\") VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9) ON CONFLICT DO NOTHING",
                _lastScript + 1, host, pid, stores.Sql.Dialect.Value(block), e.Number, e.Total, text, path, time, (int)e.TimeBasis) == 1)
            {
                _lastScript++;
                TouchOwner(host, e);
                continue;
            }

            TouchOwner(host, e);

            // The same part from a layout that lost the process, or whose time is less sound, is completed by this one.
            if (pid is not null)
            {
                stores.Sql.Execute(
                    "UPDATE \"ScriptBlocks\" SET \"ProcessId\" = @3 WHERE \"HostId\" = @0 AND \"BlockId\" = @1 AND \"Number\" = @2 AND \"ProcessId\" IS NULL",
                    host, stores.Sql.Dialect.Value(block), e.Number, pid);
            }

            stores.Sql.Execute(
                "UPDATE \"ScriptBlocks\" SET \"UtcTime\" = @3, \"TimeBasis\" = @4 WHERE \"HostId\" = @0 AND \"BlockId\" = @1 AND \"Number\" = @2 AND \"TimeBasis\" > @4",
                host, stores.Sql.Dialect.Value(block), e.Number, time, (int)e.TimeBasis);
        }
    }

    /// <summary>The recorded parent opened the child as it started.</summary>
    public static void Corroborate(IngestStores stores, ProcessRow row, DateTime utc)
    {
        if (row.Corroboration != EdgeCorroboration.None || row.StartUtc is not { } start || (utc - start).Duration() > _opensWithin)
            return;
        row.Corroboration = EdgeCorroboration.Corroborated;
        stores.Processes.Changed(row);
    }

    // Whose script it is is asked when it is read; that process may have started long before.
    private void TouchOwner(int host, ScriptBlockEvent e)
    {
        var owner = e.ProcessId is { } pid ? stores.Processes.StartedBy(host, pid, e.UtcTime).MaxBy(row => row.StartUtc) : null;
        stores.Touched.From(host, owner?.StartUtc ?? e.UtcTime);
    }

    private void EndAt(ProcessRow row, DateTime utc)
    {
        if (stores.Pending.EndAt(row, utc))
            links.Ended(row);
    }

    // 4689 says only an id: the latest process with it, if its image agrees and it has not ended before.
    private void EndByProcessId(int host, long pid, long name, DateTime utc)
    {
        ProcessRow? latest = null;
        foreach (var row in stores.Processes.StartedBy(host, pid, utc))
        {
            if (row.Witnesses != WitnessKind.None && (latest is null || row.StartUtc > latest.StartUtc || (row.StartUtc == latest.StartUtc && row.Id < latest.Id)))
                latest = row;
        }

        if (latest is null || latest.ImageNameId != name || latest.EndUtc < utc - TwinRules.Sound)
        {
            // An end that was told before waits for nobody. Its process may be another than the latest with the id, or begin
            // after it: a sounder record moved the start by the fraction of a second that this record lost.
            if (stores.Processes.StartedBy(host, pid, utc + TwinRules.Corrected).FirstOrDefault(row => row.ImageNameId == name && (row.EndUtc - utc)?.Duration() <= TwinRules.Sound) is { } told)
                EndAt(told, utc);
            else
                stores.Pending.AddEnd(host, null, pid, name, utc);
            return;
        }

        EndAt(latest, utc);
    }
}
