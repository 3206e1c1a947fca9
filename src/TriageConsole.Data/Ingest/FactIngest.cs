using TriageConsole.Data.Model;
using TriageConsole.Domain;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>What other records say of processes: ends, modules and signatures, openings, files written.</summary>
internal sealed class FactIngest(IngestStores stores)
{
    private static readonly TimeSpan _opensWithin = TimeSpan.FromSeconds(1);
    private long _lastModule = stores.Sql.Number("SELECT MAX(\"Id\") FROM \"Modules\"") ?? 0;
    private long _lastWrite = stores.Sql.Number("SELECT MAX(\"Id\") FROM \"FileWrites\"") ?? 0;

    public void End(ProcessEndedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Days.Add(host, e.UtcTime, DataComponent.ProcessTermination);
        var row = e.ProcessGuid is { } guid ? stores.Processes.ByGuid(host, guid) : Living(host, e);
        if (row is null)
        {
            if (e.ProcessGuid is not null || e.ProcessId is not null)
                stores.Pending.AddEnd(host, e.ProcessGuid, e.ProcessId, e.Image, e.UtcTime);
        }
        else if (row.EndUtc is null)
        {
            row.EndUtc = e.UtcTime;
            stores.Processes.Changed(row);
        }
    }

    public void Load(ImageLoadedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Days.Add(host, e.UtcTime, DataComponent.ModuleLoad);
        var own = Comparers.ImagePath.Equals(e.Image, e.ImageLoaded);
        var trusted = e.Signature.Status == SignatureStatus.Valid;
        var known = e.Signature.Status != SignatureStatus.Unknown;

        // Programs are what children's hashes are looked up for; of libraries only the doubtful ones are worth a row.
        if (known && (own || !trusted || ModuleRules.IsProgram(e.ImageLoaded)) && !ModuleRules.IsNativeImage(e.ImageLoaded)
            && stores.Files.Hash(e.Hashes) is { } hash)
        {
            stores.Tell(hash, stores.Files.Signature(e.Signature));
        }

        if (own)
        {
            if (known && e.ProcessGuid is { } guid && stores.Processes.ByGuid(host, guid) is { } row)
            {
                row.FileHashId ??= stores.Files.Hash(e.Hashes);
                stores.SetSignature(row, e.Signature, SignatureSource.OwnImageLoad);
            }
        }
        else if (!trusted && !ModuleRules.IsNativeImage(e.ImageLoaded) && Known(host, e.ProcessGuid, e.ProcessId, e.Image) is { } loader)
            AddModule(loader, e);
    }

    public void Open(ProcessAccessedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Days.Add(host, e.UtcTime, DataComponent.ProcessAccess);
        if (e.TargetProcessGuid is not { } target || e.SourceProcessGuid is not { } source)
            return;
        if (stores.Processes.ByGuid(host, target) is not { Witnesses: not WitnessKind.None } row)
            stores.Pending.AddOpening(host, target, source, e.UtcTime);
        else if (row.ParentProcessGuid == source)
            Corroborate(stores, row, e.UtcTime);
    }

    public void Write(FileCreatedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        stores.Days.Add(host, e.UtcTime, DataComponent.FileCreation);
        if (!ModuleRules.CanRun(e.TargetFilename))
            return;
        var writer = Known(host, e.ProcessGuid, e.ProcessId, e.Image);
        _pendingWrites.Add((host, writer, e));
    }

    /// <summary>Modules and files refer to processes: they are written after them.</summary>
    public void Flush()
    {
        foreach (var (process, e) in _pendingModules)
        {
            if (stores.Sql.Execute(
                "INSERT INTO \"Modules\" (\"Id\", \"ProcessId\", \"ImageLoadedId\", \"SignatureId\", \"UtcTime\") VALUES (@0, @1, @2, @3, @4) ON CONFLICT DO NOTHING",
                _lastModule + 1, process.Id, stores.Texts.Id(e.ImageLoaded), stores.Files.Signature(e.Signature), stores.Sql.Dialect.Value(e.UtcTime)) == 1)
            {
                _lastModule++;
            }
        }

        foreach (var (host, writer, e) in _pendingWrites)
        {
            if (stores.Sql.Execute(
                "INSERT INTO \"FileWrites\" (\"Id\", \"HostId\", \"ProcessId\", \"WriterImageId\", \"TargetId\", \"TargetKeyId\", \"UtcTime\") VALUES (@0, @1, @2, @3, @4, @5, @6) ON CONFLICT DO NOTHING",
                _lastWrite + 1, host, writer?.Id, stores.Texts.Id(e.Image), stores.Texts.Id(e.TargetFilename),
                stores.Texts.Id(e.TargetFilename.ToLowerInvariant()), stores.Sql.Dialect.Value(e.UtcTime)) == 1)
            {
                _lastWrite++;
            }
        }

        _pendingModules.Clear();
        _pendingWrites.Clear();
    }

    /// <summary>The recorded parent opened the child as it started.</summary>
    public static void Corroborate(IngestStores stores, ProcessRow row, DateTime utc)
    {
        if (row.Corroboration != EdgeCorroboration.None || row.StartUtc is not { } start || (utc - start).Duration() > _opensWithin)
            return;
        row.Corroboration = EdgeCorroboration.Corroborated;
        stores.Processes.Changed(row);
    }

    private readonly List<(ProcessRow Process, ImageLoadedEvent Event)> _pendingModules = [];
    private readonly List<(int Host, ProcessRow? Writer, FileCreatedEvent Event)> _pendingWrites = [];

    private void AddModule(ProcessRow loader, ImageLoadedEvent e) => _pendingModules.Add((loader, e));

    private ProcessRow? Living(int host, ProcessEndedEvent e)
    {
        if (e.ProcessId is not { } pid)
            return null;
        var name = WindowsPath.FileName(e.Image).ToLowerInvariant();
        ProcessRow? latest = null;
        foreach (var row in stores.Processes.ByProcessId(host, pid))
        {
            if (row.StartUtc is { } start && start <= e.UtcTime && row.EndUtc is null && stores.Text(row.ImageNameId) == name
                && (latest is null || start > latest.StartUtc))
            {
                latest = row;
            }
        }

        return latest;
    }

    // Whoever did something worth keeping is kept, seen to start or not.
    private ProcessRow? Known(int host, Guid? guid, uint? pid, string image)
    {
        if (guid is not { } id)
            return null;
        if (stores.Processes.ByGuid(host, id) is { } known)
            return known;
        var ghost = new ProcessRow
        {
            HostId = host,
            ProcessGuid = id,
            ProcessId = pid,
            TimeBasis = TimeBasis.Uncertain,
            FirstImportId = stores.ImportId,
        };
        stores.SetImage(ghost, image);
        return stores.Processes.Add(ghost);
    }
}
