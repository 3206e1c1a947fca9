namespace TriageConsole.Telemetry.Mapping;

/// <summary>
/// One row of a table by column name, whatever carried it (CSV, JSON). One instance is used again for the next row; nothing
/// may keep it.
/// </summary>
internal sealed class TableRow
{
    private readonly List<KeyValuePair<string, string>> _cells = [];

    /// <summary>The cell of a column; null where it is missing or empty. Names are exact; the first one counts.</summary>
    internal string? this[string column]
    {
        get
        {
            foreach (var (name, value) in _cells)
            {
                if (string.Equals(name, column, StringComparison.Ordinal))
                    return value;
            }

            return null;
        }
    }

    internal void Add(string column, string value)
    {
        if (value.Length > 0)
            _cells.Add(new(column, value));
    }

    internal void Clear() => _cells.Clear();
}
