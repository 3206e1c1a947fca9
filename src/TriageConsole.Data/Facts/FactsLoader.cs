using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>
/// Reads process rows by the column and their texts, hashes and verdicts by id, each once. One query that joins fourteen
/// texts to every row brings the same strings over and over and costs ten times as much.
/// </summary>
internal sealed class FactsLoader(TriageContext db)
{
    private const int IdsAtOnce = 1_000;

    private static readonly string _select = $"SELECT {string.Join(", ", ProcessColumns.All.Select(c => $"\"{c.Name}\""))} FROM \"Processes\" WHERE ";

    private readonly Dictionary<long, string> _texts = [];
    private readonly Dictionary<long, FileHashRow> _hashes = [];
    private readonly Dictionary<int, SignatureRow> _signatures = [];
    private readonly Dictionary<int, string> _hosts = [];

    public SqlDialect Dialect { get; } = SqlDialect.Of(db);

    /// <summary>Numbers as an SQL list.</summary>
    public static string List(IEnumerable<long> ids) => string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));

    /// <param name="condition">SQL after WHERE, with literals of our own making only.</param>
    /// <param name="cancel">Cancels between rows.</param>
    public async Task<List<FactsRow>> LoadAsync(string condition, CancellationToken cancel)
    {
        var rows = new List<ProcessRow>();
        await ReadAsync(_select + condition, reader => rows.Add(ProcessColumns.Read(reader, Dialect)), cancel);
        await ResolveAsync(rows, cancel);
        return rows.ConvertAll(Row);
    }

    /// <summary>
    /// The same with only what tells a process's place and name; the command line where no version resource names the program.
    /// A fifth of the cost of whole rows, which most processes are never asked for.
    /// </summary>
    /// <param name="condition">See <see cref="LoadAsync"/>.</param>
    /// <param name="cancel">Cancels between rows.</param>
    public async Task<List<ProcessOutline>> OutlinesAsync(string condition, CancellationToken cancel)
    {
        var rows = new List<ProcessOutline>();
        await ReadAsync(ProcessOutline.Select + condition, reader => rows.Add(new ProcessOutline(new StoredValues(reader, Dialect))), cancel);
        var texts = new HashSet<long>();
        foreach (var row in rows)
        {
            Want(row.ImageId);
            Want(row.OriginalFileNameId);
            Want(row.CompanyId);
            Want(row.DescriptionId);
            Want(row.ParentImageId);
        }

        await TextsAsync(texts, cancel);
        texts.Clear();
        foreach (var row in rows)
        {
            if (!NamesOriginal(row))
                Want(row.CommandLineId);
        }

        await TextsAsync(texts, cancel);
        return rows;

        void Want(long? id)
        {
            if (id is { } text && !_texts.ContainsKey(text))
                texts.Add(text);
        }
    }

    /// <summary>An outline as facts; what was not read is missing.</summary>
    public ProcessFacts Outline(ProcessOutline row, string host)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Id = row.Id,
            Host = host,
            ProcessGuid = row.ProcessGuid,
            ProcessId = (uint?)row.ProcessId,
            StartUtc = row.StartUtc,
            TimeBasis = row.TimeBasis,
            EndUtc = row.EndUtc,
            Image = Text(row.ImageId) ?? string.Empty,
            CommandLine = NamesOriginal(row) ? null : Text(row.CommandLineId),
            OriginalFileName = Text(row.OriginalFileNameId),
            Company = Text(row.CompanyId),
            Description = Text(row.DescriptionId),
            ParentId = row.ParentId,
            ParentImage = Text(row.ParentImageId),
            Witnesses = row.Witnesses,
        };
    }

    /// <summary>Runs a query and hands on each row.</summary>
    public async Task ReadAsync(string sql, Action<DbDataReader> take, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open)
            await db.Database.OpenConnectionAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            take(reader);
    }

    private async Task ResolveAsync(List<ProcessRow> rows, CancellationToken cancel)
    {
        var texts = new HashSet<long>();
        var hashes = new HashSet<long>();
        var signatures = new HashSet<int>();
        var hosts = new HashSet<int>();
        foreach (var row in rows)
        {
            foreach (var id in (ReadOnlySpan<long?>)[row.ImageId, row.CommandLineId, row.CurrentDirectoryId, row.UserId, row.IntegrityLevelId, row.OriginalFileNameId,
                row.CompanyId, row.ProductId, row.DescriptionId, row.ParentImageId, row.ParentCommandLineId])
            {
                if (id is { } text && !_texts.ContainsKey(text))
                    texts.Add(text);
            }

            if (row.FileHashId is { } hash && !_hashes.ContainsKey(hash))
                hashes.Add(hash);
            foreach (var id in (ReadOnlySpan<int?>)[row.SignatureId, row.ConflictingSignatureId])
            {
                if (id is { } signature && !_signatures.ContainsKey(signature))
                    signatures.Add(signature);
            }

            if (!_hosts.ContainsKey(row.HostId))
                hosts.Add(row.HostId);
        }

        await TextsAsync(texts, cancel);
        foreach (var some in hashes.Order().Chunk(IdsAtOnce))
        {
            foreach (var hash in await db.FileHashes.AsNoTracking().Where(h => some.Contains(h.Id)).ToListAsync(cancel))
            {
                _hashes[hash.Id] = hash;
                foreach (var id in (ReadOnlySpan<int?>)[hash.SignatureId, hash.ConflictingSignatureId])
                {
                    if (id is { } signature && !_signatures.ContainsKey(signature))
                        signatures.Add(signature);
                }
            }
        }

        foreach (var some in signatures.Order().Chunk(IdsAtOnce))
        {
            foreach (var signature in await db.Signatures.AsNoTracking().Where(s => some.Contains(s.Id)).ToListAsync(cancel))
                _signatures[signature.Id] = signature;
        }

        foreach (var some in hosts.Chunk(IdsAtOnce))
        {
            foreach (var host in await db.Hosts.Where(h => some.Contains(h.Id)).Select(h => new { h.Id, h.Name }).ToListAsync(cancel))
                _hosts[host.Id] = host.Name;
        }
    }

    private async Task TextsAsync(HashSet<long> ids, CancellationToken cancel)
    {
        foreach (var some in ids.Order().Chunk(IdsAtOnce))
            await ReadAsync($"SELECT \"Id\", \"Value\" FROM \"Texts\" WHERE \"Id\" IN ({List(some)})", reader => _texts[reader.GetInt64(0)] = reader.GetString(1), cancel);
    }

    // A dash stands for none.
    private bool NamesOriginal(ProcessOutline row) => Text(row.OriginalFileNameId) is { Length: > 1 };

    private FactsRow Row(ProcessRow row)
    {
        var hash = row.FileHashId is { } id ? _hashes.GetValueOrDefault(id) : null;
        return new()
        {
            Process = row,
            Host = _hosts.GetValueOrDefault(row.HostId) ?? string.Empty,
            Image = Text(row.ImageId) ?? string.Empty,
            CommandLine = Text(row.CommandLineId),
            CurrentDirectory = Text(row.CurrentDirectoryId),
            User = Text(row.UserId),
            IntegrityLevel = Text(row.IntegrityLevelId),
            OriginalFileName = Text(row.OriginalFileNameId),
            Company = Text(row.CompanyId),
            Product = Text(row.ProductId),
            Description = Text(row.DescriptionId),
            ParentImage = Text(row.ParentImageId),
            ParentCommandLine = Text(row.ParentCommandLineId),
            Hash = hash,
            Own = Signature(row.SignatureId),
            OwnConflict = Signature(row.ConflictingSignatureId),
            Catalogue = Signature(hash?.SignatureId),
            CatalogueConflict = Signature(hash?.ConflictingSignatureId),
        };
    }

    // What a removal took away between two queries is missing together with its process, which the next judgement will see.
    private string? Text(long? id) => id is { } key ? _texts.GetValueOrDefault(key) : null;

    private SignatureRow? Signature(int? id) => id is { } key ? _signatures.GetValueOrDefault(key) : null;
}
