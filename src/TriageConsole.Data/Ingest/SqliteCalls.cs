using System.Runtime.InteropServices;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// The calls by which values reach a prepared statement and come out of it, straight into the library. Those that only move a number
/// are over before the collector could want to stop the thread.
/// </summary>
internal static class SqliteCalls
{
    /// <summary>SQLite copies what it is given.</summary>
    public const nint Copied = -1;

    private const string Library = "e_sqlite3";
    private const DllImportSearchPath Places = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    [DllImport(Library, EntryPoint = "sqlite3_bind_null", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    [SuppressGCTransition]
    public static extern int BindNull(nint statement, int place);

    [DllImport(Library, EntryPoint = "sqlite3_bind_int64", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    [SuppressGCTransition]
    public static extern int BindNumber(nint statement, int place, long value);

    [DllImport(Library, EntryPoint = "sqlite3_bind_blob", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int BindBytes(nint statement, int place, ref byte first, int count, nint copied);

    [DllImport(Library, EntryPoint = "sqlite3_bind_text", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int BindText(nint statement, int place, ref byte first, int count, nint copied);

    [DllImport(Library, EntryPoint = "sqlite3_column_type", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    [SuppressGCTransition]
    public static extern int ColumnType(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_int64", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    [SuppressGCTransition]
    public static extern long ColumnNumber(nint statement, int column);

    /// <summary>Where the bytes stand, until the statement goes on; 0 where there are none.</summary>
    [DllImport(Library, EntryPoint = "sqlite3_column_blob", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    public static extern nint ColumnBytes(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_column_bytes", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    [SuppressGCTransition]
    public static extern int ColumnLength(nint statement, int column);

    [DllImport(Library, EntryPoint = "sqlite3_step", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int Step(nint statement);

    [DllImport(Library, EntryPoint = "sqlite3_reset", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(Places)]
    public static extern int Reset(nint statement);
}
