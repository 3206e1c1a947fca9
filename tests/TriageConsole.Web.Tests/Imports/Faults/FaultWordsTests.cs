using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Web.Features.Imports.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Faults;

public sealed class FaultWordsTests
{
    public static TheoryData<Exception, string> Faults => new()
    {
        { new SqliteException("x", 13), "The disk of the database is full" },
        { new DbUpdateException("saving failed", new SqliteException("x", 13)), "The disk of the database is full" },
        { new SqliteException("x", 8), "The database is read-only" },
        { new SqliteException("x", 1), "SqliteException: x" },
        { new IOException("No space left on device", 28), "The disk is full" },
        { new IOException("full", unchecked((int)0x80070070)), "The disk is full" },
        { new IOException("Read-only file system", 30), "The disk is read-only" },
        { new IOException("torn", 5), "Reading or writing failed: torn" },
        { new UnauthorizedAccessException("no"), "Reading or writing failed: no" },
        { new InvalidOperationException("bug"), "InvalidOperationException: bug" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Of_AnyFault_SaysWhatAndThatItGoesOn(Exception fault, string says)
    {
        var words = FaultWords.Of(fault);

        Assert.StartsWith(says, words, StringComparison.Ordinal);
        Assert.EndsWith("What was stored is kept; retry goes on from there.", words, StringComparison.Ordinal);
    }
}
