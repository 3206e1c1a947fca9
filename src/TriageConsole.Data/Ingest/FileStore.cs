using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>Signature verdicts and file hashes, each stored once; the catalogue hash → verdict.</summary>
internal sealed class FileStore(SqlSession sql)
{
    private const int MaxCached = 100_000;
    private readonly Dictionary<(SignatureStatus, bool, string?, string?), int> _signatures = [];
    private readonly Dictionary<string, long> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<long, bool> _hasVerdict = [];
    private readonly HashSet<(long, int)> _told = [];
    private readonly SortedSet<long> _newlyTold = [];
    private int _lastSignature;
    private long _lastHash;

    /// <summary>Hashes whose first verdict came in this batch.</summary>
    public IReadOnlySet<long> NewlyTold => _newlyTold;

    public void Begin()
    {
        _lastSignature = (int)sql.LastId("Signatures");
        _lastHash = sql.LastId("FileHashes");
    }

    public void End()
    {
        _newlyTold.Clear();
        if (_signatures.Count > MaxCached)
            _signatures.Clear();
        if (_hashes.Count > MaxCached)
            _hashes.Clear();
        if (_hasVerdict.Count > MaxCached)
            _hasVerdict.Clear();
        if (_told.Count > MaxCached)
            _told.Clear();
    }

    public int Signature(SignatureFact fact)
    {
        var signer = fact.Signer is null ? null : StorableText.Clean(fact.Signer);
        var detail = fact.Detail is null ? null : StorableText.Clean(fact.Detail);
        var key = (fact.Status, fact.IsMicrosoft, signer, detail);
        if (_signatures.TryGetValue(key, out var known))
            return known;
        return _signatures[key] = Find(fact, signer, detail) ?? Insert(fact, signer, detail);
    }

    public long? Hash(FileHashes hashes)
    {
        if (hashes.Strongest is not { } strongest)
            return null;
        if (_hashes.TryGetValue(strongest, out var known))
            return known;
        var id = sql.Number("SELECT \"Id\" FROM \"FileHashes\" WHERE \"Strongest\" = @0", strongest);
        if (id is null)
        {
            id = ++_lastHash;
            sql.Execute(
                "INSERT INTO \"FileHashes\" (\"Id\", \"Strongest\", \"Sha256\", \"Sha1\", \"Md5\", \"Imphash\") VALUES (@0, @1, @2, @3, @4, @5)",
                id, strongest, hashes.Sha256, hashes.Sha1, hashes.Md5, hashes.Imphash);
            Inherit(id.Value, hashes.Sha1);
        }

        return _hashes[strongest] = id.Value;
    }

    /// <summary>
    /// Adds a verdict to the catalogue, for the row and for every other row of the same SHA-1: one record knows a file by
    /// SHA-1 alone, another by SHA-256 as well. Returns the rows of which something became known that was not.
    /// </summary>
    public IReadOnlyList<long> Tell(long hash, int signature)
    {
        if (!_told.Add((hash, signature)))
            return [];
        var changed = new List<long>();
        TellRow(hash, signature, changed);
        foreach (var same in SameFile(hash))
        {
            if (_told.Add((same, signature)))
                TellRow(same, signature, changed);
        }

        return changed;
    }

    /// <summary>Whether the catalogue had a verdict on a hash before this batch.</summary>
    public bool WasTold(long hash)
    {
        if (_newlyTold.Contains(hash))
            return false;
        if (!_hasVerdict.TryGetValue(hash, out var told))
            _hasVerdict[hash] = told = sql.Number("SELECT \"SignatureId\" FROM \"FileHashes\" WHERE \"Id\" = @0", hash) is not null;
        return told;
    }

    private void TellRow(long hash, int signature, List<long> changed)
    {
        if (sql.Execute("UPDATE \"FileHashes\" SET \"SignatureId\" = @1 WHERE \"Id\" = @0 AND \"SignatureId\" IS NULL", hash, signature) == 1)
        {
            _newlyTold.Add(hash);
            _hasVerdict[hash] = true;
            changed.Add(hash);
        }
        else if (sql.Execute(
            "UPDATE \"FileHashes\" SET \"ConflictingSignatureId\" = @1 WHERE \"Id\" = @0 AND \"SignatureId\" <> @1 AND \"ConflictingSignatureId\" IS NULL",
            hash, signature) == 1)
        {
            changed.Add(hash);
        }
    }

    private List<long> SameFile(long hash)
    {
        var same = new List<long>();
        using var reader = sql.Read(
            "SELECT o.\"Id\" FROM \"FileHashes\" h JOIN \"FileHashes\" o ON o.\"Sha1\" = h.\"Sha1\" WHERE h.\"Id\" = @0 AND o.\"Id\" <> @0 ORDER BY o.\"Id\"", hash);
        while (reader.Read())
            same.Add(reader.GetInt64(0));
        return same;
    }

    // A row that joins others of its SHA-1 knows what they know.
    private void Inherit(long id, string? sha1)
    {
        if (sha1 is null)
            return;
        sql.Execute(
            "UPDATE \"FileHashes\" SET (\"SignatureId\", \"ConflictingSignatureId\") = (SELECT \"SignatureId\", \"ConflictingSignatureId\" FROM \"FileHashes\""
            + " WHERE \"Sha1\" = @1 AND \"Id\" <> @0 AND \"SignatureId\" IS NOT NULL ORDER BY \"Id\" LIMIT 1) WHERE \"Id\" = @0",
            id, sha1);
    }

    // Compared field by field as the index allows: an absent signer is stored as null, which equals nothing.
    private int? Find(SignatureFact fact, string? signer, string? detail)
    {
        const string Rest = " AND \"Status\" = @0 AND \"IsMicrosoft\" = @1 AND COALESCE(\"Detail\", '') = @2 ORDER BY \"Id\"";
        return (int?)(signer is null
            ? sql.Number("SELECT \"Id\" FROM \"Signatures\" WHERE \"Signer\" IS NULL" + Rest, (int)fact.Status, fact.IsMicrosoft, detail ?? string.Empty)
            : sql.Number("SELECT \"Id\" FROM \"Signatures\" WHERE \"Signer\" = @3" + Rest, (int)fact.Status, fact.IsMicrosoft, detail ?? string.Empty, signer));
    }

    private int Insert(SignatureFact fact, string? signer, string? detail)
    {
        sql.Execute(
            "INSERT INTO \"Signatures\" (\"Id\", \"Status\", \"IsMicrosoft\", \"Signer\", \"Detail\") VALUES (@0, @1, @2, @3, @4)",
            ++_lastSignature, (int)fact.Status, fact.IsMicrosoft, signer, detail);
        return _lastSignature;
    }
}
