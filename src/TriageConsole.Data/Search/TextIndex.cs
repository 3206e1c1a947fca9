using TriageConsole.Data.Ingest;

namespace TriageConsole.Data.Search;

/// <summary>
/// The full-text index over interned texts. PostgreSQL keeps its own; SQLite's is brought up to date by whoever writes:
/// in large steps, since word by word it would halve the rate of a load. A trigger takes removed texts out.
/// </summary>
internal sealed class TextIndex(SqlSession sql)
{
    private const int Step = 20_000;

    private readonly bool _isKeptByDatabase = !sql.Dialect.HasWordTable;

    /// <summary>In an open transaction: takes in what is new where it is worth a step.</summary>
    public void Advance()
    {
        if (_isKeptByDatabase)
            return;
        var (done, last) = (Done(), sql.LastId("Texts"));
        if (last - done >= Step)
            Take(done, last);
    }

    /// <summary>Takes in all that is new, one transaction a step: a kill loses one, and who comes next goes on.</summary>
    public void Finish()
    {
        if (_isKeptByDatabase)
            return;
        while (true)
        {
            sql.Begin();
            var (done, last) = (Done(), sql.LastId("Texts"));
            if (last > done)
                Take(done, Math.Min(last, done + (5 * Step)));
            sql.Commit();
            if (last <= done + (5 * Step))
                return;
        }
    }

    private long Done() => sql.Number("SELECT \"LastTextId\" FROM \"TextSearchState\"")!.Value;

    private void Take(long after, long through)
    {
        sql.Drain();
        sql.Execute("INSERT INTO \"TextSearch\" (rowid, \"Value\") SELECT \"Id\", \"Value\" FROM \"Texts\" WHERE \"Id\" > @0 AND \"Id\" <= @1 ORDER BY \"Id\"", after, through);
        sql.Execute("UPDATE \"TextSearchState\" SET \"LastTextId\" = @0", through);
    }
}
