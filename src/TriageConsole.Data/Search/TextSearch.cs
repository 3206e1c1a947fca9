using Microsoft.EntityFrameworkCore;

namespace TriageConsole.Data.Search;

/// <summary>Looks words up in the full-text index.</summary>
public static class TextSearch
{
    /// <summary>The expression that PostgreSQL's index is over: ASCII punctuation separates, as it does in SQLite's.</summary>
    internal const string Vector = """to_tsvector('simple'::regconfig, regexp_replace(left("Value", 100000), '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g'))""";

    /// <summary>Ids of the interned texts that hold these words; to be composed with a query of the same context.</summary>
    public static IQueryable<long> Matching(TriageContext db, SearchWords words)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(words);
        return db is SqliteTriageContext
            ? db.Database.SqlQueryRaw<long>("SELECT rowid AS \"Value\" FROM \"TextSearch\" WHERE \"TextSearch\" MATCH {0}", words.Fts5())
            : db.Database.SqlQueryRaw<long>($"SELECT \"Id\" AS \"Value\" FROM \"Texts\" WHERE {Vector} @@ to_tsquery('simple'::regconfig, {{0}})", words.TsQuery());
    }
}
