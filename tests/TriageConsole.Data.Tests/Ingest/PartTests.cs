using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TriageConsole.Data.Facts;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>A store of many parts of ids knows what a store of one part knows.</summary>
public sealed class PartTests
{
    private const string Filler = "filler.exe";

    [Theory]
    [InlineData(Engine.Sqlite, 31, true, false)]
    [InlineData(Engine.Sqlite, 32, true, true)]
    [InlineData(Engine.Sqlite, 33, false, false)]
    [InlineData(Engine.Sqlite, 34, false, true)]
    [InlineData(Engine.Postgres, 35, true, false)]
    [InlineData(Engine.Postgres, 36, false, false)]
    public async Task Write_IdsInManyParts_GivesTheSameKnowledge(Engine engine, int seed, bool isOutlined, bool securityOnly)
    {
        var events = Story.Tell(seed, processes: 200, securityOnly);
        await using var whole = await TestDatabase.CreateAsync(engine);
        await whole.ImportAsync(30, events);
        await using var parted = await TestDatabase.CreateAsync(engine);
        parted.Database.Known.WorthReadingAfter = 0;
        parted.Database.Known.IsOff = !isOutlined;
        var import = await parted.NewImportAsync();
        for (var batch = 0; batch * 30 < events.Count; batch++)
        {
            await NextPartAsync(parted, import);
            await parted.GoOnAsync(import, 30, events, 1);
        }

        Assert.Equal(isOutlined, parted.Database.Known.Outline is not null);
        Assert.Equal(Lines(await whole.KnowledgeAsync()), Lines(await parted.KnowledgeAsync()));
        await using var db = parted.Context();
        Assert.True(await db.Processes.MaxAsync(p => p.Id, TestContext.Current.CancellationToken) > 5 * IdParts.Length);
        Assert.Empty((await db.Texts.Select(t => t.Value).ToListAsync(TestContext.Current.CancellationToken)).GroupBy(text => text).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    // More processes with one id than an answer may give, in parts whose starts lie in no order: the latest of all are given. The part with the
    // latest start of all has none of them, for that one started after the child.
    [Theory]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Postgres, false)]
    public async Task Write_ParentsIdUsedInManyParts_LatestIsTheParent(Engine engine, bool isOutlined)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        test.Database.Known.WorthReadingAfter = 0;
        test.Database.Known.IsOff = !isOutlined;
        (double First, double Second)[] starts = [(500, 300), (1000, 100), (700, 50), (250, 900), (200, 800), (400, 450), (600, 150)];
        for (var i = 0; i < starts.Length; i++)
        {
            var import = await test.ImportAsync(Parent(2 * i, starts[i].First), Parent((2 * i) + 1, starts[i].Second));
            await NextPartAsync(test, import);
        }

        await test.ImportAsync(Tell.Security4688(50, 950, 444, @"C:\child.exe") with { ParentProcessId = 400, ParentImage = @"C:\parent900.exe" });

        Assert.Equal(Tell.At(900), (await test.ProcessesAsync()).Of("child.exe").Parent?.StartUtc);
    }

    // The next process with the id, in a later part, ends the time in which a script can be of the first.
    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Scripts_ProcessIdUsedAgainInALaterPart_AreOfTheLaterProcess(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var import = await test.ImportAsync(Tell.Sysmon1(0, 10, 400, @"C:\powershell.exe"));
        await NextPartAsync(test, import);
        await test.ImportAsync(Tell.Sysmon1(1, 40, 400, @"C:\pwsh.exe"));
        await NextPartAsync(test, import);
        await test.ImportAsync(new ScriptBlockEvent
        {
            Origin = new(2, 2, "Microsoft-Windows-PowerShell/Operational", 4104),
            Host = Tell.Host,
            UtcTime = Tell.At(50),
            TimeBasis = TimeBasis.LogUtc,
            ProcessId = 400,
            BlockId = new("6f0f2c11-1111-4000-8001-000000000009"),
            Number = 1,
            Total = 1,
            Text = "x",
        });
        var reader = new ProcessScriptsReader(test.Database);
        var processes = await test.ProcessesAsync();

        Assert.Empty(await reader.OfAsync(processes.Of("powershell.exe").Id, TestContext.Current.CancellationToken));
        Assert.Single(await reader.OfAsync(processes.Of("pwsh.exe").Id, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task TextIds_InManyParts_AreFound_AndOthersAreNot(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var db = test.Context();
        Assert.Empty(await TextIds.OfAsync(db, ["one"], cancel));
        var ids = new Dictionary<string, long>(StringComparer.Ordinal) { ["one"] = 1, ["two"] = IdParts.Length, ["three"] = (7 * IdParts.Length) + 5 };
        db.Texts.AddRange(ids.Select(t => new TextRow { Id = t.Value, Value = t.Key, Hash = TextHash.Filed(t.Value, t.Key) }));

        // The hash of another text: compared, not believed.
        db.Texts.Add(new() { Id = 2, Value = "an impostor", Hash = TextHash.Filed(2, "three") });
        await db.SaveChangesAsync(cancel);

        Assert.Equal(ids.OrderBy(t => t.Key), (await TextIds.OfAsync(db, ["one", "two", "three", "four"], cancel)).OrderBy(t => t.Key));
        Assert.Empty(await TextIds.OfAsync(db, [], cancel));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Migrate_TextsStoredBeforeParts_AreFoundAfter(Engine engine)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        await using (var db = test.Context())
        {
            var before = db.Database.GetMigrations().TakeWhile(name => !name.EndsWith("_FiledByParts", StringComparison.Ordinal)).Last();
            await db.GetService<IMigrator>().MigrateAsync(before, cancel);
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO \"Texts\" (\"Id\", \"Hash\", \"Value\") VALUES (7, {TextHash.Of(@"C:\a.exe")}, {@"C:\a.exe"}), (400000, {TextHash.Of("a.exe")}, {"a.exe"})", cancel);
        }

        await test.Database.MigrateAsync(cancel);
        await test.ImportAsync(Tell.Sysmon1(0, 10, 400, @"C:\a.exe", "a.exe"));

        await using var migrated = test.Context();
        var process = Assert.Single(await test.ProcessesAsync());
        Assert.Equal((7, 400_000), (process.ImageId, process.CommandLineId));
        Assert.Equal(TextHash.Filed(400_000, "a.exe"), (await migrated.Texts.SingleAsync(t => t.Value == "a.exe", cancel)).Hash);
    }

    private static ProcessCreatedEvent Parent(long index, double at) => Tell.Security4688(index, at, 400, $@"C:\parent{at}.exe");

    private static IEnumerable<string> Lines(string knowledge) => knowledge.Split('\n').Where(line => !line.Contains(Filler, StringComparison.Ordinal));

    // What is stored next belongs to the next part of the texts and of the processes.
    private static async Task NextPartAsync(TestDatabase test, long import)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var db = test.Context();
        var last = Math.Max(await db.Texts.MaxAsync(t => (long?)t.Id, cancel) ?? 0, await db.Processes.MaxAsync(p => (long?)p.Id, cancel) ?? 0);
        var id = ((long)(IdParts.Of(last) + 1) * IdParts.Length) - 1;
        if (await db.Texts.FirstOrDefaultAsync(t => t.Value.StartsWith(Filler), cancel) is not { } text)
        {
            db.Hosts.Add(new() { Id = 999, Name = Filler, NameKey = Filler, LabelKey = Filler, FirstSeenUtc = Tell.Zero, LastSeenUtc = Tell.Zero });
            db.Texts.Add(text = new() { Id = id, Value = Filler, Hash = TextHash.Filed(id, Filler) });
        }
        else
        {
            var more = $"{Filler} {id}";
            db.Texts.Add(new() { Id = id, Value = more, Hash = TextHash.Filed(id, more) });
        }

        db.Processes.Add(new() { Id = id, HostId = 999, ImageId = text.Id, ImageNameId = text.Id, FirstImportId = import, TimeBasis = TimeBasis.Uncertain, ProcessId = 400 });
        await db.SaveChangesAsync(cancel);
    }
}
