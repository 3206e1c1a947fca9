using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Facts;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>The files that a command line names, with the hash that was recorded of them last before it was run.</summary>
public sealed class HashedFilesTests
{
    private const string Script = @"C:\Users\Public\My tools\inventory.vbs";
    private static readonly string _hash = new('a', 64);
    private static readonly string _other = new('b', 64);

    private static readonly ProcessCreatedEvent _writer = Tell.Sysmon1(0, 0, 100, @"C:\Windows\explorer.exe");

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Facts_HashedScript_IsNamedWithTheHashOfItsTime(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.ImportAsync(_writer, Written(1, 10, _hash), Run(2, 20, 200), Written(3, 30, _other), Run(4, 40, 300), Run(5, 5, 400));

        Assert.Equal(_hash, Assert.Single(await NamedAsync(test, 200)).Hash);
        Assert.Equal(_other, Assert.Single(await NamedAsync(test, 300)).Hash);
        Assert.Empty(await NamedAsync(test, 400));
    }

    [Theory]
    [InlineData("wscript.exe C:\\Tools\\other.vbs", false)]
    [InlineData("wscript.exe inventory.vbs", true)]
    [InlineData("wscript.exe \"C:/Users/Public/My tools/INVENTORY.VBS\" /x", true)]
    public async Task Facts_CommandLine_NamesAFileByItsName(string line, bool expected)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(_writer, Written(1, 10, _hash), Run(2, 20, 200) with { CommandLine = line });

        Assert.Equal(expected, (await NamedAsync(test, 200)).Count > 0);
    }

    [Fact]
    public async Task Facts_NameWithBlanks_IsFoundToo()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(
            _writer, Written(1, 10, _hash) with { TargetFilename = @"C:\Work\my script.js" }, Run(2, 20, 200) with { CommandLine = @"wscript.exe ""C:\Work\my script.js""" });

        Assert.Equal(@"C:\Work\my script.js", Assert.Single(await NamedAsync(test, 200)).Path);
    }

    // A write that nobody hashed: what the file is since then is not known. A record of the same write is none.
    [Theory]
    [InlineData(15.1, false)]
    [InlineData(15, true)]
    [InlineData(10.5, true)]
    public async Task Facts_WriteWithoutAHash_MakesItUnknown(double at, bool expected)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        await test.ImportAsync(_writer, Written(1, 10, _hash), Tell.Sysmon11(2, at, _writer, Script), Run(3, 20, 200));

        Assert.Equal(expected, (await NamedAsync(test, 200)).Count > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_SameWriteFromTwoRecords_IsOneRowWithTheHash(bool hashFirst)
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var (plain, hashed) = (Tell.Sysmon11(1, 10, _writer, Script), Written(2, 10, _hash.ToUpperInvariant()));
        await test.ImportAsync(_writer, hashFirst ? hashed : plain, hashFirst ? plain : hashed);

        await using var db = test.Context();
        var row = await db.FileWrites.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(_hash, row.Hash);
        Assert.NotNull(row.ProcessId);
    }

    private static FileCreatedEvent Written(long index, double at, string hash) => Tell.Sysmon11(index, at, _writer, Script) with { Hashes = new() { Sha256 = hash } };

    private static ProcessCreatedEvent Run(long index, double at, uint pid) =>
        Tell.Sysmon1(index, at, pid, @"C:\Windows\System32\wscript.exe", $@"""C:\Windows\System32\wscript.exe"" ""{Script}"" /full");

    private static async Task<IReadOnlyList<NamedFileFact>> NamedAsync(TestDatabase test, long pid)
    {
        await using var db = test.Context();
        var id = await db.Processes.Where(p => p.ProcessId == pid).Select(p => p.Id).SingleAsync(TestContext.Current.CancellationToken);
        return Assert.Single(await new ProcessFactsReader(test.Database).ByIdAsync([id], TestContext.Current.CancellationToken)).NamedFiles;
    }
}
