using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.Alert;

/// <summary>Reads processes whole, by id.</summary>
internal static class ChainProcesses
{
    // Parameters of one statement stay far below SQLite's and PostgreSQL's limits.
    private const int IdsAtOnce = 500;

    public static Task<List<ChainProcess>> LoadAsync(TriageContext db, IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        LoadAsync(
            ForTree(db.Processes.AsNoTracking()).Include(p => p.Host).Include(p => p.CurrentDirectory).Include(p => p.IntegrityLevel)
                .Include(p => p.OriginalFileName).Include(p => p.Company).Include(p => p.Product).Include(p => p.Description)
                .Include(p => p.FileVersion).Include(p => p.ParentImage).Include(p => p.ParentCommandLine),
            ids,
            cancel);

    /// <summary>Only what a node of a tree shows: there can be thousands, and each text is a join.</summary>
    public static Task<List<ChainProcess>> LoadForTreeAsync(TriageContext db, IReadOnlyCollection<long> ids, CancellationToken cancel) =>
        LoadAsync(ForTree(db.Processes.AsNoTracking()), ids, cancel);

    private static IQueryable<ProcessRow> ForTree(IQueryable<ProcessRow> processes) => processes
        .Include(p => p.Image).Include(p => p.CommandLine).Include(p => p.User)
        .Include(p => p.FileHash!.Signature).Include(p => p.FileHash!.ConflictingSignature)
        .Include(p => p.Signature).Include(p => p.ConflictingSignature).Include(p => p.Contradiction);

    private static async Task<List<ChainProcess>> LoadAsync(IQueryable<ProcessRow> query, IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var processes = new List<ChainProcess>(ids.Count);
        foreach (var some in ids.Chunk(IdsAtOnce))
            processes.AddRange((await query.Where(p => some.Contains(p.Id)).ToListAsync(cancel)).Select(Read));
        return processes;
    }

    public static async Task<List<RawRecord>> RecordsAsync(TriageContext db, IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var records = new List<RawRecord>();
        foreach (var some in ids.Chunk(IdsAtOnce))
        {
            records.AddRange(await db.Witnesses.AsNoTracking()
                .Where(w => some.Contains(w.ProcessId))
                .OrderBy(w => w.Id)
                .Select(w => new RawRecord(
                    w.ProcessId, w.ImportFile!.Source, w.ImportFile.Member, w.RecordIndex, w.RecordId, w.Channel!.Value, w.EventId, w.ImportFile.ImportId))
                .ToListAsync(cancel));
        }

        return records;
    }

    private static ChainProcess Read(ProcessRow row)
    {
        var (signature, conflict) = Signatures(row);
        return new()
        {
            Id = row.Id,
            HostId = row.HostId,
            Host = row.Host?.Name ?? string.Empty,
            ProcessGuid = row.ProcessGuid,
            ProcessId = row.ProcessId,
            StartUtc = row.StartUtc,
            TimeBasis = row.TimeBasis,
            EndUtc = row.EndUtc,
            Witnesses = row.Witnesses,
            Image = row.Image?.Value ?? string.Empty,
            CommandLine = row.CommandLine?.Value,
            CurrentDirectory = row.CurrentDirectory?.Value,
            User = row.User?.Value,
            IntegrityLevel = row.IntegrityLevel?.Value,
            OriginalFileName = row.OriginalFileName?.Value,
            Company = row.Company?.Value,
            Product = row.Product?.Value,
            Description = row.Description?.Value,
            FileVersion = row.FileVersion?.Value,
            Hashes = row.FileHash is { } hash
                ? new FileHashes { Sha256 = hash.Sha256, Sha1 = hash.Sha1, Md5 = hash.Md5, Imphash = hash.Imphash }
                : FileHashes.None,
            Signature = signature,
            SignatureConflict = conflict,
            ParentId = row.ParentId,
            ParentEdge = row.ParentEdge,
            Corroboration = row.Corroboration,
            Contradiction = row.Contradiction?.Value,
            ParentProcessGuid = row.ParentProcessGuid,
            ParentProcessId = row.ParentProcessId,
            ParentImage = row.ParentImage?.Value,
            ParentCommandLine = row.ParentCommandLine?.Value,
        };
    }

    /// <summary>The event's or own-image verdict before the catalogue's; whatever disagrees with it is kept beside it.</summary>
    private static (SignatureFact Fact, SignatureFact? Conflict) Signatures(ProcessRow row)
    {
        var catalogue = Fact(row.FileHash?.Signature, SignatureSource.HashCatalogue);
        var catalogueConflict = Fact(row.FileHash?.ConflictingSignature, SignatureSource.HashCatalogue);
        var own = Fact(row.Signature, row.SignatureSource ?? SignatureSource.None);
        if (own is null)
            return (catalogue ?? SignatureFact.Unknown, catalogueConflict);
        var conflict = Fact(row.ConflictingSignature, SignatureSource.OwnImageLoad)
            ?? (catalogue is not null && catalogue.Status != own.Status ? catalogue : catalogueConflict);
        return (own, conflict);
    }

    private static SignatureFact? Fact(SignatureRow? row, SignatureSource source) =>
        row is null ? null : new(row.Status, source, row.Signer, row.IsMicrosoft, row.Detail);
}
