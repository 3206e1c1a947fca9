using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Domain.Alerts;
using TriageConsole.Testing;
using TriageConsole.Web;
using TriageConsole.Web.Components.Layout;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Imports;

/// <summary>Whole folders of mixed formats, chosen, dropped and watched; what became of each file is read off the page.</summary>
public sealed class FolderTests(ChromiumFixture chromium, ImportingConsole server) : BrowserTest(chromium, server), IClassFixture<ImportingConsole>
{
    private const float Patience = 90_000;

    // What the files hold, known from their making; the archive holds the EVTX and the JSON.
    private static readonly (string Name, int Records)[] _expected =
        [("mixed/cells.csv", 3), ("mixed/day 1/events.xml", 10), ("mixed/day 1/nxlog.ndjson", 10), ("mixed/pack.zip", 13), ("mixed/values.evtx", 3)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ILocator Results => Page.GetByRole(AriaRole.Region, new() { Name = "What became of the files" }).Locator("tbody tr");

    private ILocator Summary => Page.Locator(".tc-upload [role=status]");

    [Fact]
    public async Task Folder_ChosenThenDropped_IsReadFileByFileAndKnownTheSecondTime()
    {
        var folder = MixedFolder();
        await SignInAsync(Roles.Admin);
        await OpenAsync();

        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Choose a folder" }).ClickAsync());
        await chooser.SetFilesAsync(folder);

        await Expect(Summary).ToHaveTextAsync("6 of 6 files queued.", new() { Timeout = Patience });
        await AssertReadAsync();
        foreach (var theme in Looks.Themes)
        {
            // Not loaded anew: what became of the files is the page's own and would be gone.
            if (theme == BrowserCookies.LightTheme)
                await Page.GetByRole(AriaRole.Button, new() { Name = "Turn to the light theme" }).ClickAsync();
            foreach (var width in (int[])[Looks.Wide, Looks.Narrow])
            {
                await Page.SetViewportSizeAsync(width, 900);
                await Page.WaitForTimeoutAsync(350);
                await ScreenshotAsync(string.Create(CultureInfo.InvariantCulture, $"imports-folder-{theme}-{width}"));
                await Page.AssertAccessibleAsync();
                await Page.AssertNoSidewaysScrollAsync();
            }
        }

        await Page.SetViewportSizeAsync(Looks.Wide, 900);
        await DropAsync(folder);

        await Expect(Summary).ToHaveTextAsync("0 of 6 files queued, 6 known from before.", new() { Timeout = Patience });
        await AssertReadAsync();
    }

    [Fact]
    public async Task Folder_OfManyLongNames_IsTakenInOneGo()
    {
        var folder = server.NewFolder("many");
        for (var i = 0; i < 300; i++)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{i:000}-{new string('n', 150)}.ndjson"), "{\"the same\": 1}\n", Cancel);
        await SignInAsync(Roles.Admin);
        await OpenAsync();

        await DropAsync(folder);

        await Expect(Summary).ToHaveTextAsync("1 of 300 files queued, 299 known from before.", new() { Timeout = 2 * Patience });
    }

    [Fact]
    public async Task Folder_Empty_SaysSo()
    {
        await SignInAsync(Roles.Admin);
        await OpenAsync();

        await DropAsync(server.NewFolder("empty"));

        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The folder holds no files.");
    }

    [Fact]
    public async Task WatchedFolder_FileAppears_IsImportedMovedAndShown()
    {
        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Imports);
        var folders = Page.GetByRole(AriaRole.Region, new() { Name = "Watched folders" }).Locator("tbody tr");
        await Expect(folders.Nth(1)).ToContainTextAsync("tried again every 0.5 s");

        await File.WriteAllTextAsync(Path.Combine(server.Watched, "appeared.ndjson"), await File.ReadAllTextAsync(Sample("ndjson", "good", "ecs.ndjson"), Cancel), Cancel);

        await Expect(folders.Nth(0).Locator("a")).ToHaveTextAsync("appeared.ndjson", new() { Timeout = Patience });
        await Expect(Page.Locator(".tc-imports tbody tr").Filter(new() { HasText = "drop/appeared.ndjson" })).ToContainTextAsync("Completed", new() { Timeout = Patience });
        Assert.True(File.Exists(Path.Combine(server.Watched, "done", "appeared.ndjson")));
    }

    private async Task OpenAsync()
    {
        await GoToAsync(AppRoutes.Imports);

        // Before the circuit and the module are there nobody would hear the button.
        await Expect(Page.Locator("[data-drop=choose]")).ToBeEnabledAsync();
        await Page.WaitForFunctionAsync("() => document.querySelector('.tc-drop-input')?._blazorInputFileNextFileId !== undefined");
        await Page.WaitForTimeoutAsync(1_000);
    }

    // Each file by its path below the folder, read to its end, and the damaged one with what was left of it.
    private async Task AssertReadAsync()
    {
        var cut = Results.Filter(new() { HasText = "mixed/bad/truncated.evtx" });
        await Expect(cut).ToContainTextAsync("Completed with warnings", new() { Timeout = Patience });
        await Expect(Results).ToHaveCountAsync(6);
        foreach (var (name, records) in _expected)
        {
            var row = Results.Filter(new() { HasText = name });
            await Expect(row).ToContainTextAsync("Completed", new() { Timeout = Patience });
            Assert.Equal((name, records, 0), (name, await NumberAsync(row, 2), await NumberAsync(row, 4)));
        }

        Assert.True(await NumberAsync(cut, 4) > 0);
    }

    private static async Task<int> NumberAsync(ILocator row, int cell) =>
        int.Parse(await row.Locator("td").Nth(cell).InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private string MixedFolder()
    {
        var folder = server.NewFolder("mixed");
        foreach (var inner in (string[])["day 1", "bad"])
            Directory.CreateDirectory(Path.Combine(folder, inner));
        File.Copy(Sample("evtx", "good", "values.evtx"), Path.Combine(folder, "values.evtx"));
        File.Copy(Sample("ndjson", "good", "nxlog.ndjson"), Path.Combine(folder, "day 1", "nxlog.ndjson"));
        File.Copy(Sample("eventxml", "good", "events.xml"), Path.Combine(folder, "day 1", "events.xml"));
        File.Copy(Sample("csv", "good", "defender-process.csv"), Path.Combine(folder, "cells.csv"));
        File.Copy(Sample("evtx", "bad", "truncated.evtx"), Path.Combine(folder, "bad", "truncated.evtx"));
        File.WriteAllText(Path.Combine(folder, ".DS_Store"), "left by a file manager");
        using var zip = ZipFile.Open(Path.Combine(folder, "pack.zip"), ZipArchiveMode.Create);
        zip.CreateEntryFromFile(Sample("evtx", "good", "values.evtx"), "a/values.evtx");
        zip.CreateEntryFromFile(Sample("ndjson", "good", "nxlog.ndjson"), "nxlog.ndjson");
        return folder;
    }

    private static string Sample(string format, string group, string name) => Checkout.PathOf("tests", "samples", format, group, name);

    // What a file manager does: the browser itself gets the folder, no script stands in for it.
    private async Task DropAsync(string folder)
    {
        var zone = Page.Locator(".tc-drop");
        await zone.ScrollIntoViewIfNeededAsync();
        var box = (await zone.BoundingBoxAsync())!;
        var session = await Page.Context.NewCDPSessionAsync(Page);
        foreach (var type in (string[])["dragEnter", "dragOver", "drop"])
        {
            await session.SendAsync("Input.dispatchDragEvent", new Dictionary<string, object>
            {
                ["type"] = type,
                ["x"] = box.X + 20,
                ["y"] = box.Y + 20,
                ["data"] = JsonSerializer.SerializeToElement(new { items = Array.Empty<object>(), files = new[] { folder }, dragOperationsMask = 1 }),
            });
        }
    }
}
