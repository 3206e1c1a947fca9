using Microsoft.EntityFrameworkCore;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Transfer;

/// <summary>The groups of a baseline file, on the way in and out.</summary>
public sealed class ImportGroupsTests : IDisposable
{
    private static readonly UseGroup _kiosks = new() { Id = new Guid(1, 0, 0, new byte[8]), Kind = UseGroupKind.Hosts, Name = "Kiosks", Members = ["kio-*"] };
    private static readonly UseGroup _desks = new() { Id = new Guid(2, 0, 0, new byte[8]), Kind = UseGroupKind.Hosts, Name = "Desks", Members = ["desk-*"], Includes = [_kiosks.Id] };

    private readonly AlertStore _store = new();
    private readonly BaselineImport _import;

    public ImportGroupsTests() => _import = TransferBench.ImportOf(_store);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private BaselineEntry OfDesks => TransferBench.Entry(_store) with
    {
        Use = TransferBench.Entry(_store).Use with { Conditions = [new(UseField.HostGroup, "desks"), .. TransferBench.Entry(_store).Use.Conditions.Skip(1)] },
    };

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Apply_GroupsThatAreNotHere_AreMadeWithTheProposalThatNamesThem()
    {
        var text = BaselineFileWriter.Write([OfDesks], [_desks, _kiosks]);

        var (result, review) = await _import.ApplyAsync(AlertStore.Admin, text, Cancel);

        Assert.IsType<DecisionResult.Done>(result);
        Assert.Equal(["Desks", "Kiosks"], review.AddedGroups.Select(group => group.Name));
        Assert.Single(await TransferBench.UsesAsync(_store));
        var groups = await GroupsAsync();
        Assert.Equal(groups.Single(group => group.Name == "Kiosks").Id, Assert.Single(groups.Single(group => group.Name == "Desks").Includes));

        // And again: all of it is here.
        var again = await _import.ReviewAsync(text, Cancel);
        Assert.All(again.Groups, line => Assert.Equal(ImportChange.Unchanged, line.Change));
        Assert.Equal(0, again.Proposals);
        await _import.ApplyAsync(AlertStore.Admin, text, Cancel);
        Assert.Equal(2, (await GroupsAsync()).Count);
    }

    [Fact]
    public async Task Apply_GroupThatIsHereOtherwise_StaysAsItIsHere()
    {
        var here = _kiosks with { Id = Guid.NewGuid(), Name = "KIOSKS", Members = ["lobby-1"] };
        await AddAsync(here);

        var (result, review) = await _import.ApplyAsync(AlertStore.Admin, BaselineFileWriter.Write([OfDesks], [_desks, _kiosks]), Cancel);

        Assert.IsType<DecisionResult.Done>(result);
        Assert.Equal([ImportChange.Added, ImportChange.LeftOut], review.Groups.Select(line => line.Change));
        var groups = await GroupsAsync();
        Assert.Equal(["lobby-1"], groups.Single(group => group.Id == here.Id).Members);
        Assert.Equal(here.Id, Assert.Single(groups.Single(group => group.Name == "Desks").Includes));
    }

    [Fact]
    public async Task Apply_GroupThatNeitherTheFileNorTheConsoleHas_IsRefusedAndNothingIsMade()
    {
        var entry = OfDesks with { Use = OfDesks.Use with { Conditions = [new(UseField.HostGroup, "Servers"), .. OfDesks.Use.Conditions.Skip(1)] } };

        var review = await _import.ReviewAsync(BaselineFileWriter.Write([entry], [_kiosks]), Cancel);
        Assert.Equal("approved_uses[0].conditions[0]", Assert.Single(review.Faults).Place);
        Assert.IsType<DecisionResult.Invalid>((await _import.ApplyAsync(AlertStore.Admin, BaselineFileWriter.Write([entry], [_kiosks]), Cancel)).Result);

        Assert.Empty(await GroupsAsync());
        Assert.Empty(await TransferBench.UsesAsync(_store));
    }

    [Fact]
    public async Task Json_WithGroups_IsImportedElsewhereAsItStands()
    {
        await AddAsync(_kiosks, _desks);
        await _import.ApplyAsync(AlertStore.Admin, BaselineFileWriter.Write([OfDesks]), Cancel);
        var text = await TransferBench.ExportOf(_store).JsonAsync(onlyCurrent: false, Cancel);

        using var other = new AlertStore();
        var review = await TransferBench.ImportOf(other).ReviewAsync(text, Cancel);

        Assert.Empty(review.Faults);
        Assert.Equal((2, 1), (review.AddedGroups.Count, review.Proposals));
    }

    private async Task AddAsync(params UseGroup[] groups)
    {
        await using var db = _store.CreateDbContext();
        db.UseGroups.AddRange(groups.Select(group => UseGroupRecord.New(group, "ada", _store.Now)));
        await db.SaveChangesAsync(Cancel);
    }

    private async Task<List<UseGroup>> GroupsAsync()
    {
        await using var db = _store.CreateDbContext();
        return [.. (await db.UseGroups.AsNoTracking().OrderBy(group => group.Name).ToListAsync(Cancel)).Select(group => group.ToGroup())];
    }
}
