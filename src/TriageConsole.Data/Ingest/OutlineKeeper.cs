namespace TriageConsole.Data.Ingest;

/// <summary>
/// Keeps the outline of a store between batches and imports, and drops it when somebody else wrote. Reading it takes a
/// while, so it is only read when an import turns out to be large; an empty store has it for nothing.
/// </summary>
internal sealed class OutlineKeeper
{
    private static readonly string[] _tables = ["Processes", "Witnesses", "Texts", "PendingEnds", "PendingAccesses", "PendingFacts"];

    private readonly long[] _last = new long[_tables.Length];
    private long _missed;

    /// <summary>How many events are stored without it before it is worth reading.</summary>
    internal long WorthReadingAfter { get; set; } = 5_000;

    /// <summary>For tests, which compare what is stored with and without it.</summary>
    internal bool IsOff { get; set; }

    /// <summary>Null where nothing is known: then everything has to be asked.</summary>
    public StoreOutline? Outline { get; private set; }

    public void Begin(SqlSession sql)
    {
        if (IsOff)
            return;
        if (Outline is not null && !Marks(sql).SequenceEqual(_last))
            Outline = null;
        if (Outline is not null)
            return;
        if (Marks(sql).All(last => last == 0))
            Outline = StoreOutline.Empty();
        else if (_missed >= WorthReadingAfter)
            Outline = StoreOutline.Read(sql);
    }

    /// <summary>The last of a batch, before it is committed; a lost batch makes the marks differ, which is what they are for.</summary>
    public void End(SqlSession sql, int events)
    {
        if (Outline is null)
            _missed += events;
        else
            _missed = 0;
        sql.Drain();
        Marks(sql).CopyTo(_last, 0);
    }

    /// <summary>Rows were removed or changed in another way.</summary>
    public void Forget() => Outline = null;

    private static long[] Marks(SqlSession sql) => [.. _tables.Select(sql.LastId)];
}
