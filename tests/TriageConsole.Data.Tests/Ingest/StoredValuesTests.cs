using Microsoft.Data.Sqlite;
using Npgsql;
using TriageConsole.Data.Ingest;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>What is taken straight from SQLite's statement is what its provider would have given.</summary>
public sealed class StoredValuesTests
{
    private static readonly Guid Guid = new("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void Sqlite_EveryKind_IsReadAsItWasStored()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 9223372036854775807, -3, NULL, $guid, $ticks, x'0011', 5000000000, ''";
        var time = new DateTime(2024, 2, 29, 23, 59, 59, 123, DateTimeKind.Utc);
        command.Parameters.AddWithValue("$guid", Guid.ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("$ticks", time.Ticks);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        var values = new StoredValues(reader, SqlDialect.Of(new SqliteTriageContext(TriageDatabase.Sqlite("Data Source=:memory:"))));

        Assert.Equal((long.MaxValue, -3), (values.Long(0), values.Int(1)));
        Assert.Equal((false, true, false), (values.IsNull(0), values.IsNull(2), values.IsNull(7)));
        Assert.Equal((null, long.MaxValue), (values.LongOrNull(2), values.LongOrNull(0)));
        Assert.Equal(Guid, values.Guid(3));
        Assert.Equal((time, DateTimeKind.Utc), (values.Time(4), values.Time(4).Kind));
        Assert.Throws<InvalidDataException>(() => values.Guid(5));
        Assert.Throws<InvalidDataException>(() => values.Guid(2));
        Assert.Throws<OverflowException>(() => values.Int(6));
    }

    [Fact]
    public async Task Postgres_EveryKind_IsReadByItsProvider()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Postgres);
        await using var connection = new NpgsqlConnection(test.Database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT 7::bigint, -3, NULL::bigint, '00112233-4455-6677-8899-aabbccddeeff'::uuid, TIMESTAMPTZ '2024-02-29T23:59:59Z'", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        await using var context = test.Context();
        var values = new StoredValues(reader, SqlDialect.Of(context));

        Assert.Equal((7L, -3, null, Guid, new DateTime(2024, 2, 29, 23, 59, 59, DateTimeKind.Utc)), (values.Long(0), values.Int(1), values.LongOrNull(2), values.Guid(3), values.Time(4)));
    }
}
