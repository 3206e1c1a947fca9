using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Views;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Alerts.Views;

public sealed class SavedViewTests
{
    private static readonly AlertFilter _filter = AlertFilter.Default with { Levels = EnumSet.Of(Severity.High), Assignee = AlertFilter.Me };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task SaveAsync_OwnAndShared_AreSeenByThoseTheyAreFor(Engine engine)
    {
        using var store = new AlertStore(engine);
        var (commands, queries) = Of(store);

        Assert.Null(await commands.SaveAsync(AlertStore.Analyst, " Mine ", _filter, false, Cancel));
        Assert.Null(await commands.SaveAsync(AlertStore.Analyst, AlertStore.Hostile, AlertFilter.Default, true, Cancel));
        Assert.Null(await commands.SaveAsync(AlertStore.Manager, "MINE", _filter, false, Cancel));
        Assert.StartsWith("Name", await commands.SaveAsync(AlertStore.Analyst, "mine", _filter, false, Cancel), StringComparison.Ordinal);

        var own = await queries.ListAsync(AlertStore.Analyst, Cancel);
        Assert.Equal([AlertStore.Hostile, "Mine"], own.Select(v => v.Name));
        Assert.Equal(AppRoutes.Alerts + _filter.ToQuery(), own[1].Address);
        Assert.All(own, view => Assert.True(view.IsMine && view.MayChange));
        var others = Assert.Single(await queries.ListAsync(AlertStore.OtherAnalyst, Cancel));
        Assert.Equal((AlertStore.Hostile, "ana", false, false), (others.Name, others.Owner, others.IsMine, others.MayChange));
        Assert.True(Assert.Single(await queries.ListAsync(AlertStore.Admin, Cancel)).MayChange);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Change_ByOwner_RenamesReplacesSharesAndDeletes(Engine engine)
    {
        using var store = new AlertStore(engine);
        var (commands, queries) = Of(store);
        await commands.SaveAsync(AlertStore.Analyst, "a", AlertFilter.Default, false, Cancel);
        await commands.SaveAsync(AlertStore.Analyst, "b", AlertFilter.Default, false, Cancel);
        var id = (await queries.ListAsync(AlertStore.Analyst, Cancel))[0].Id;

        Assert.NotNull(await commands.RenameAsync(AlertStore.Analyst, id, "B", Cancel));
        Assert.NotNull(await commands.RenameAsync(AlertStore.Analyst, id, " ", Cancel));
        Assert.NotNull(await commands.RenameAsync(AlertStore.Analyst, id, new('n', SavedViewCommands.LongestName + 1), Cancel));
        Assert.Null(await commands.RenameAsync(AlertStore.Analyst, id, "c", Cancel));
        Assert.Null(await commands.ReplaceAsync(AlertStore.Analyst, id, _filter, Cancel));
        Assert.Null(await commands.ShareAsync(AlertStore.Analyst, id, true, Cancel));

        var view = (await queries.ListAsync(AlertStore.Analyst, Cancel)).Single(v => v.Id == id);
        Assert.Equal(("c", _filter.ToQuery(), true), (view.Name, view.Query, view.IsShared));
        Assert.Null(await commands.DeleteAsync(AlertStore.Analyst, id, Cancel));
        Assert.NotNull(await commands.DeleteAsync(AlertStore.Analyst, id, Cancel));
        Assert.Equal("b", Assert.Single(await queries.ListAsync(AlertStore.Analyst, Cancel)).Name);
    }

    [Fact]
    public async Task Change_ByOthers_IsDeniedAndByAdminOnlyWhileShared()
    {
        using var store = new AlertStore();
        var (commands, queries) = Of(store);
        await commands.SaveAsync(AlertStore.Analyst, "a", AlertFilter.Default, true, Cancel);
        var id = (await queries.ListAsync(AlertStore.Analyst, Cancel))[0].Id;

        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.RenameAsync(AlertStore.OtherAnalyst, id, "x", Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.ReplaceAsync(AlertStore.OtherAnalyst, id, _filter, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.ShareAsync(AlertStore.Manager, id, false, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.DeleteAsync(AlertStore.OtherAnalyst, id, Cancel));
        Assert.Null(await commands.RenameAsync(AlertStore.Admin, id, "by admin", Cancel));
        Assert.Null(await commands.ShareAsync(AlertStore.Admin, id, false, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.DeleteAsync(AlertStore.Admin, id, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.SaveAsync(new Actor(9, "x", [], null), "x", _filter, false, Cancel));

        Assert.Equal("by admin", Assert.Single(await queries.ListAsync(AlertStore.Analyst, Cancel)).Name);
    }

    [Theory]
    [InlineData("//evil.example/", "/alerts?//evil.example/")]
    [InlineData("?level=purple", "/alerts?level=purple")]
    [InlineData("", "/alerts")]
    public void Address_WhateverIsStored_LeadsToTheQueue(string query, string address) =>
        Assert.Equal(address, new SavedView(1, "n", query, "o", true, false, true).Address);

    private static (SavedViewCommands Commands, SavedViewQueries Queries) Of(AlertStore store) =>
        (new(store, store.Time, store.Notices), new(store));
}
