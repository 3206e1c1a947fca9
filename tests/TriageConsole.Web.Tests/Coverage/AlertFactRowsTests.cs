using Microsoft.Data.Sqlite;
using TriageConsole.Web.Features.Coverage.Work;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class AlertFactRowsTests
{
    [Theory]
    [InlineData("2026-01-02 03:04:05")]
    [InlineData("2026-01-02 03:04:05.1")]
    [InlineData("2024-02-29 23:59:59.0000001")]
    [InlineData("9999-12-31 23:59:59.9999999")]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("2026-01-02 03:04")]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T03:04:05.25")]
    public void Read_AMomentAsItIsKept_IsWhatTheProviderReads(string text)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT $text";
        command.Parameters.AddWithValue("$text", text);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());

        var moment = AlertFactRows.Read(text);

        Assert.Equal((reader.GetDateTime(0), DateTimeKind.Utc), (moment, moment.Kind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-02 03:04:05")]
    [InlineData("2026-01-02 03:04:0x")]
    public void Read_NoMoment_IsRefused(string text) => Assert.ThrowsAny<Exception>(() => AlertFactRows.Read(text));
}
