using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>Broken storage in words that say what to do.</summary>
internal static class FaultWords
{
    private const int SqliteReadOnly = 8;
    private const int SqliteFull = 13;
    private const string PostgresFull = "53100";
    private const string PostgresReadOnly = "25006";

    // ENOSPC, EDQUOT, EROFS, and Windows' words for a full disk and a write-protected one.
    private static readonly int[] _full = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];
    private static readonly int[] _readOnly = [30, unchecked((int)0x80070013)];

    /// <summary>Why an import stopped, and what becomes of it.</summary>
    public static string Of(Exception e) => $"{Cause(e)} What was stored is kept; retry goes on from there.";

    private static string Cause(Exception e) => e switch
    {
        DbUpdateException { InnerException: { } inner } => Cause(inner),
        SqliteException { SqliteErrorCode: SqliteFull } or DbException { SqlState: PostgresFull } => $"The disk of the database is full ({e.Message}). Free some space first.",
        SqliteException { SqliteErrorCode: SqliteReadOnly } or DbException { SqlState: PostgresReadOnly } => $"The database is read-only ({e.Message}). Make it writable first.",
        IOException when _full.Contains(e.HResult) => $"The disk is full ({e.Message}). Free some space first.",
        IOException when _readOnly.Contains(e.HResult) => $"The disk is read-only ({e.Message}). Make it writable first.",
        IOException or UnauthorizedAccessException => $"Reading or writing failed: {e.Message}",
        _ => $"{e.GetType().Name}: {e.Message}",
    };
}
