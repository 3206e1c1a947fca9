namespace TriageConsole.Data.Ingest;

/// <summary>
/// A value on its way into the database, without a box around it: a process has three dozen, and boxes for them are what would
/// keep the collector busy.
/// </summary>
internal readonly record struct SqlValue
{
    private SqlValue(SqlValueKind kind) => Kind = kind;

    public SqlValueKind Kind { get; }

    /// <summary>The number; of a moment its ticks.</summary>
    public long Number { get; private init; }

    public Guid Guid { get; private init; }

    public string? Text { get; private init; }

    public static implicit operator SqlValue(long? value) => value is { } number ? new(SqlValueKind.Long) { Number = number } : default;

    public static implicit operator SqlValue(int? value) => value is { } number ? new(SqlValueKind.Int) { Number = number } : default;

    public static implicit operator SqlValue(Guid? value) => value is { } guid ? new(SqlValueKind.Guid) { Guid = guid } : default;

    public static implicit operator SqlValue(DateTime? value) => value is { } utc ? new(SqlValueKind.Time) { Number = utc.Ticks } : default;

    public static implicit operator SqlValue(string? value) => value is null ? default : new(SqlValueKind.Text) { Text = value };

    /// <summary>The value in a box, as a database's own provider takes it.</summary>
    public object? Boxed(SqlDialect dialect) => Kind switch
    {
        SqlValueKind.Null => null,
        SqlValueKind.Long => Number,
        SqlValueKind.Int => (int)Number,
        SqlValueKind.Guid => dialect.Value(Guid),
        SqlValueKind.Time => dialect.Value(new DateTime(Number, DateTimeKind.Utc)),
        _ => Text,
    };
}

/// <summary>What a <see cref="SqlValue"/> is.</summary>
internal enum SqlValueKind : byte
{
    Null,
    Long,
    Int,
    Guid,
    Time,
    Text,
}
