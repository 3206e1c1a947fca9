namespace TriageConsole.Data.Ingest;

/// <summary>
/// In which parts of the ids (<see cref="IdParts"/>) the index by process id has to be asked, those with the latest starts first. All in one where the
/// database does not file it by parts.
/// </summary>
internal sealed class ProcessIdParts(SqlDialect dialect, OutlineKeeper known)
{
    private const string Index = " INDEXED BY \"IX_Processes_ProcessId\"";
    private const string Part = IdParts.Sql + " = @2 AND ";

    private readonly List<(int Part, DateTime Latest)> _found = [];
    private int _last;

    /// <summary>The highest id that is stored.</summary>
    public void Begin(long last) => _last = IdParts.Of(last);

    /// <summary>The statement that asks one part, <c>@2</c>, for the processes of host <c>@0</c> with process id <c>@1</c>; conditions go on with <c>@3</c>.</summary>
    public static string Question(SqlDialect dialect, string condition) => dialect.FilesProcessIdsByParts
        ? ProcessColumns.Select($"{Part}\"HostId\" = @0 AND \"ProcessId\" = @1 AND {condition}", Index)
        : ProcessColumns.Select($"\"HostId\" = @0 AND \"ProcessId\" = @1 AND {condition}");

    /// <summary>Parts that may have a process that started in a span, and how late one can have in each; until the next question.</summary>
    public IReadOnlyList<(int Part, DateTime Latest)> Started(int host, long processId, DateTime from, DateTime until) => Of(host, processId, (from, until));

    /// <summary>Parts that may have a process with this id, whether its start is known or not; the highest ids first.</summary>
    public IReadOnlyList<(int Part, DateTime Latest)> All(int host, long processId) => Of(host, processId, null);

    private List<(int Part, DateTime Latest)> Of(int host, long processId, (DateTime From, DateTime Until)? started)
    {
        _found.Clear();
        if (!dialect.FilesProcessIdsByParts)
            _found.Add((0, DateTime.MaxValue));
        else if (known.Outline is { } outline)
            outline.PartsOf(host, processId, started, _found);
        else
        {
            for (var part = 0; part <= _last; part++)
                _found.Add((part, DateTime.MaxValue));
        }

        _found.Reverse();
        if (started is not null)
            _found.Sort(static (a, b) => b.Latest.CompareTo(a.Latest));
        return _found;
    }
}
