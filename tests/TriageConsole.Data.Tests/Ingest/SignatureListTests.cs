using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Facts;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>Verdicts of imported lists (sigcheck, Defender's certificates): known by hash, whatever came first.</summary>
public sealed class SignatureListTests
{
    private const string Tool = @"C:\Users\ann\tool.exe";
    private static readonly string Sha256 = new('A', 64);
    private static readonly string Md5 = new('C', 32);

    [Theory]
    [InlineData(Engine.Sqlite, true)]
    [InlineData(Engine.Sqlite, false)]
    [InlineData(Engine.Postgres, true)]
    [InlineData(Engine.Postgres, false)]
    public async Task Write_ListBySha1_TellsTheProcessThatHasSha256AsWell(Engine engine, bool listFirst)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var process = Tell.Sysmon1(0, 10, 400, Tool) with { Hashes = new() { Sha256 = Sha256, Sha1 = Tell.Sha1(1) } };
        var list = List(new() { Sha1 = Tell.Sha1(1) }, Tell.Unsigned);
        await test.ImportAsync(listFirst ? list : process);
        var import = await test.ImportAsync(listFirst ? process : list);

        Assert.Equal((SignatureStatus.Unsigned, SignatureSource.HashCatalogue), await VerdictAsync(test));
        await using var db = test.Context();
        Assert.Equal(1, await db.HostDays.Where(d => d.Component == DataComponent.Signature).SumAsync(d => d.Count, TestContext.Current.CancellationToken));
        Assert.Equal([Tell.Host], await db.ImportHosts.Where(h => h.ImportId == import).Select(h => h.Host!.Name).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_ListWithAllHashes_TellsProcessesThatKnowOnlyOne(bool listFirst)
    {
        foreach (var hashes in (FileHashes[])[new() { Sha256 = Sha256 }, new() { Sha1 = Tell.Sha1(1) }, new() { Md5 = Md5 }])
        {
            await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
            TelemetryEvent process = Tell.Sysmon1(0, 10, 400, Tool) with { Hashes = hashes };
            TelemetryEvent list = List(new() { Sha256 = Sha256, Sha1 = Tell.Sha1(1), Md5 = Md5 }, Tell.Valid);
            await test.ImportAsync(1, listFirst ? [list, process] : [process, list]);

            Assert.Equal((SignatureStatus.Valid, SignatureSource.HashCatalogue), await VerdictAsync(test));
        }
    }

    [Fact]
    public async Task Write_ListOfAnotherHashOrWithoutVerdict_TellsNothing()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var process = Tell.Sysmon1(0, 10, 400, Tool) with { Hashes = new() { Sha1 = Tell.Sha1(1) } };
        await test.ImportAsync(process, List(new() { Sha1 = Tell.Sha1(2) }, Tell.Valid), List(new() { Sha1 = Tell.Sha1(1) }, SignatureFact.Unknown), List(FileHashes.None, Tell.Valid));

        Assert.Equal(SignatureStatus.Unknown, (await VerdictAsync(test)).Status);
    }

    [Fact]
    public async Task Write_ListAgainstTheProcessesOwnRecord_KeepsBoth()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var process = Tell.Sysmon1(0, 10, 400, Tool) with { Hashes = new() { Sha256 = Sha256, Sha1 = Tell.Sha1(1) } };
        await test.ImportAsync(
            process, Tell.Sysmon7(1, 10.1, process, Tool, Tell.Valid) with { Hashes = process.Hashes }, List(new() { Sha1 = Tell.Sha1(1) }, Tell.Unsigned));

        var facts = Assert.Single(await FactsAsync(test));
        Assert.Equal((SignatureStatus.Valid, SignatureSource.OwnImageLoad), (facts.Signature.Status, facts.Signature.Source));
        Assert.Equal(SignatureStatus.Unsigned, facts.SignatureConflict!.Status);
    }

    [Fact]
    public async Task Write_ListAlone_MakesNoHost()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(List(new() { Sha1 = Tell.Sha1(1) }, Tell.Valid));

        await using var db = test.Context();
        Assert.Equal(0, await db.Hosts.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await db.FileHashes.CountAsync(h => h.SignatureId != null, TestContext.Current.CancellationToken));
    }

    private static FileSignatureEvent List(FileHashes hashes, SignatureFact signature) => new()
    {
        Origin = new(0, null, "sigcheck", 0),
        Host = string.Empty,
        UtcTime = DateTime.UnixEpoch,
        TimeBasis = TimeBasis.Uncertain,
        Path = Tool,
        Hashes = hashes,
        Signature = signature,
    };

    private static async Task<(SignatureStatus Status, SignatureSource Source)> VerdictAsync(TestDatabase test)
    {
        var facts = Assert.Single(await FactsAsync(test));
        return (facts.Signature.Status, facts.Signature.Source);
    }

    private static async Task<IReadOnlyList<ProcessFacts>> FactsAsync(TestDatabase test)
    {
        var ids = (await test.ProcessesAsync()).ConvertAll(p => p.Id);
        return await new ProcessFactsReader(test.Database).ByIdAsync(ids, TestContext.Current.CancellationToken);
    }
}
