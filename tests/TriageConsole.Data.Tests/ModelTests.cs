using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using Xunit;

namespace TriageConsole.Data.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Migrations_AgainstTheModel_LackNothing()
    {
        using var sqlite = TriageDatabase.Open("sqlite", "Data Source=:memory:");
        using var postgres = TriageDatabase.Open("postgres", "Host=127.0.0.1");
        using var sqliteContext = sqlite.CreateDbContext();
        using var postgresContext = postgres.CreateDbContext();

        Assert.False(sqliteContext.Database.HasPendingModelChanges(), "Run eng/add-migration.sh NAME: the SQLite migrations lag behind the model.");
        Assert.False(postgresContext.Database.HasPendingModelChanges(), "Run eng/add-migration.sh NAME: the PostgreSQL migrations lag behind the model.");
    }

    [Fact]
    public void Open_UnknownProvider_IsRefused() =>
        Assert.Throws<ArgumentException>(() => TriageDatabase.Open("oracle", "Data Source=x"));

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task AddTriageData_Registered_GivesFactoryAndScopedContext(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var provider = new ServiceCollection()
            .AddTriageData(engine == Engine.Sqlite ? "sqlite" : "postgres", test.Database.ConnectionString)
            .BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();

        await using var made = provider.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContext();
        var scoped = scope.ServiceProvider.GetRequiredService<TriageContext>();

        Assert.Same(scoped, scope.ServiceProvider.GetRequiredService<TriageContext>());
        Assert.NotSame(scoped, made);
        Assert.Equal(0, await made.Alerts.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Times_StoredAndReadBack_AreUtcAndGroupByDay(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var test = await TestDatabase.CreateAsync(engine);
        var time = new DateTime(2024, 2, 29, 23, 59, 59, 123, 456, DateTimeKind.Utc);
        await using (var context = test.Context())
        {
            context.Cases.Add(new CaseRow { Title = "a", Owner = "o", CreatedUtc = time });
            context.Cases.Add(new CaseRow { Title = "b", Owner = "o", CreatedUtc = time.AddSeconds(1) });
            context.ApprovedUses.Add(new ApprovedUseRow
            {
                Id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
                Title = "t",
                Owner = "o",
                Reason = "r",
                ConditionsJson = "[]",
                ProposedBy = "p",
                DecidedUtc = time,
            });
            await context.SaveChangesAsync(cancel);
        }

        await using var read = test.Context();
        var first = await read.Cases.OrderBy(row => row.CreatedUtc).FirstAsync(cancel);
        var days = await read.Cases.GroupBy(row => row.CreatedUtc.Date).Select(day => new { day.Key, Count = day.Count() }).ToListAsync(cancel);
        var id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        var use = await read.ApprovedUses.SingleAsync(row => row.Id == id && row.DecidedUtc < time.AddTicks(10), cancel);

        Assert.Equal(time, first.CreatedUtc);
        Assert.Equal(DateTimeKind.Utc, first.CreatedUtc.Kind);
        Assert.Equal(DateTimeKind.Utc, use.DecidedUtc!.Value.Kind);
        Assert.Equal([time.Date, time.Date.AddDays(1)], days.Select(day => day.Key).Order());
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task SaveChanges_TextThatNoDatabaseStores_IsMadeStorable(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var test = await TestDatabase.CreateAsync(engine);
        await using (var context = test.Context())
        {
            context.Cases.Add(new CaseRow { Title = "a\0b\ud800c\U0001F600", Owner = "<img src=x onerror=alert(1)>", CreatedUtc = DateTime.UnixEpoch });
            await context.SaveChangesAsync(cancel);
        }

        await using var read = test.Context();
        var row = await read.Cases.SingleAsync(cancel);

        Assert.Equal("a\u2400b\ufffdc\U0001F600", row.Title);
        Assert.Equal("<img src=x onerror=alert(1)>", row.Owner);
    }

    [Fact]
    public async Task MigrateAsync_NewSqliteFile_HasBigPagesAndAWriteAheadLog()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await using var context = test.Context();

        Assert.Equal("4096", await ScalarAsync(context, "PRAGMA page_size"));
        Assert.Equal("wal", await ScalarAsync(context, "PRAGMA journal_mode"));
        Assert.Equal("2", await ScalarAsync(context, "PRAGMA auto_vacuum"));
        Assert.Equal("1", await ScalarAsync(context, "PRAGMA foreign_keys"));
        Assert.Equal("1", await ScalarAsync(context, "PRAGMA synchronous"));
        await test.Database.MigrateAsync(cancel);
    }

    private static async Task<string?> ScalarAsync(TriageContext context, string sql)
    {
        await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        var value = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        return Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
