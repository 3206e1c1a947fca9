using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>Signature verdicts and file hashes, each stored once; the catalogue hash → verdict.</summary>
internal sealed class FileStore(SqlSession sql)
{
    private const int MaxCached = 100_000;
    private readonly Dictionary<(SignatureStatus, bool, string?, string?), int> _signatures = [];
    private readonly Dictionary<string, long> _hashes = new(StringComparer.Ordinal);
    private readonly HashSet<(long, int)> _told = [];
    private int _lastSignature = (int)(sql.Number("SELECT MAX(\"Id\") FROM \"Signatures\"") ?? 0);
    private long _lastHash = sql.Number("SELECT MAX(\"Id\") FROM \"FileHashes\"") ?? 0;

    public int Signature(SignatureFact fact)
    {
        var signer = fact.Signer is null ? null : StorableText.Clean(fact.Signer);
        var detail = fact.Detail is null ? null : StorableText.Clean(fact.Detail);
        var key = (fact.Status, fact.IsMicrosoft, signer, detail);
        if (_signatures.TryGetValue(key, out var known))
            return known;
        var id = (int?)sql.Number(
            "SELECT \"Id\" FROM \"Signatures\" WHERE COALESCE(\"Signer\", '') = @0 AND \"Status\" = @1 AND \"IsMicrosoft\" = @2 AND COALESCE(\"Detail\", '') = @3",
            signer ?? string.Empty, (int)fact.Status, fact.IsMicrosoft, detail ?? string.Empty) ?? Insert(fact, signer, detail);
        _signatures[key] = id;
        return id;
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
                id, strongest, Text(hashes.Sha256), Text(hashes.Sha1), Text(hashes.Md5), Text(hashes.Imphash));
        }

        if (_hashes.Count >= MaxCached)
            _hashes.Clear();
        _hashes[strongest] = id.Value;
        return id;
    }

    /// <summary>Adds a verdict to the catalogue. Returns whether anything became known that was not.</summary>
    public bool Tell(long hash, int signature)
    {
        if (!_told.Add((hash, signature)))
            return false;
        if (_told.Count > MaxCached)
            _told.Clear();
        if (sql.Execute("UPDATE \"FileHashes\" SET \"SignatureId\" = @1 WHERE \"Id\" = @0 AND \"SignatureId\" IS NULL", hash, signature) == 1)
            return true;
        return sql.Execute(
            "UPDATE \"FileHashes\" SET \"ConflictingSignatureId\" = @1 WHERE \"Id\" = @0 AND \"SignatureId\" <> @1 AND \"ConflictingSignatureId\" IS NULL",
            hash, signature) == 1;
    }

    private int Insert(SignatureFact fact, string? signer, string? detail)
    {
        sql.Execute(
            "INSERT INTO \"Signatures\" (\"Id\", \"Status\", \"IsMicrosoft\", \"Signer\", \"Detail\") VALUES (@0, @1, @2, @3, @4)",
            ++_lastSignature, (int)fact.Status, fact.IsMicrosoft, Text(signer), Text(detail));
        return _lastSignature;
    }

    // A null without a type cannot be prepared on PostgreSQL; DBNull in a text column can.
    private static object Text(string? value) => (object?)value ?? DBNull.Value;
}
