using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

public sealed class ImportPageTests : ImportsContext
{
    public ImportPageTests() => SignIn(AlertStore.Analyst);

    [Fact]
    public void Render_NoSuchImport_SaysSo() =>
        Assert.Equal("There is no import 42", Page(42).Find(".tc-empty-title").TextContent);

    [Fact]
    public async Task Render_NothingOpenedYet_SaysSo()
    {
        var page = Page(await AddImportAsync("a.evtx", ImportState.Queued));

        Assert.Equal("a.evtx", page.Find("h1").TextContent);
        Assert.Contains("None opened yet.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("waiting", page.Find(".tc-facts").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public async Task Render_FilesAndFaults_WorstFaultFirst()
    {
        var id = await AddImportAsync("a.zip", ImportState.CompletedWithWarnings, row => row.Records = 1_234);
        await AddFileAsync(id, "day.evtx", (1, "a record was cut"), (2, "the chunk is torn"));

        var page = Page(id);

        Assert.Contains("1,234", page.Find(".tc-facts").TextContent, StringComparison.Ordinal);
        var tables = page.FindAll("table");
        Assert.Equal(["a.zip · day.evtx", "evtx", "Read with warnings", "10", "9", "2"], tables[0].QuerySelectorAll("tbody td").Select(cell => cell.TextContent));
        Assert.Equal(["Error", "Warning"], tables[1].QuerySelectorAll("tbody td:first-child").Select(cell => cell.TextContent));
        Assert.Equal(["the chunk is torn", "a record was cut"], tables[1].QuerySelectorAll("tbody td:last-child").Select(cell => cell.TextContent));
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("EVTX011", 2)]
    [InlineData("EVTX001", 1)]
    [InlineData("<img src=x onerror=alert(1)>", 0)]
    public async Task Render_OneCode_ListsItsFaultsOnly(string? code, int rows)
    {
        var id = await AddImportAsync("a.zip", ImportState.CompletedWithWarnings);
        await AddFileAsync(id, "day.evtx", (2, "the file has no header"));
        await AddFileAsync(id, "night.evtx", [(1, "one"), (1, "two")], "EVTX011");

        var page = Page(id, code);

        Assert.Equal(["All codes", "EVTX001 · error · 1", "EVTX011 · warning · 2"], page.FindAll("nav[aria-label='Diagnostics by code'] a").Select(link => link.TextContent));
        Assert.Equal(rows, page.FindAll("[aria-label='Diagnostics of this import'] tbody tr").Count);
        Assert.Contains("What could not be read (3)", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task Render_HostileMemberAndMessage_AreText()
    {
        var id = await AddImportAsync(AlertStore.Hostile, ImportState.Failed);
        await AddFileAsync(id, AlertStore.Hostile + "\u202E", (2, AlertStore.Hostile));

        var page = Page(id);

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(AlertStore.Hostile, page.Find("h1").TextContent);
        Assert.Equal($"a.zip · {AlertStore.Hostile}⟨U+202E⟩", page.Find("tbody td").TextContent);
        Assert.Equal(AlertStore.Hostile, page.FindAll("tbody td")[^1].TextContent);
    }

    private Task AddFileAsync(long importId, string member, params (int Severity, string Message)[] faults) => AddFileAsync(importId, member, faults, "EVTX001");

    private async Task AddFileAsync(long importId, string member, (int Severity, string Message)[] faults, string code)
    {
        await using var db = Store.CreateDbContext();
        var file = new ImportFileRow
        {
            ImportId = importId,
            Source = "a.zip",
            Member = member,
            Format = "evtx",
            State = ImportFileState.DoneWithWarnings,
            Records = 10,
            Events = 9,
            Warnings = 2,
        };
        db.ImportFiles.Add(file);
        db.ImportDiagnostics.AddRange(faults.Select(fault => new ImportDiagnosticRow
        {
            ImportId = importId,
            ImportFile = file,
            Code = code,
            Severity = fault.Severity,
            Message = fault.Message,
        }));
        await db.SaveChangesAsync();
    }

    private IRenderedComponent<ImportPage> Page(long id, string? code = null)
    {
        if (code is not null)
            Services.GetRequiredService<NavigationManager>().NavigateTo(AppRoutes.ImportOf(id, code));
        var page = Render<ImportPage>(given => given.Add(p => p.Id, id));
        page.WaitForState(() => page.FindAll(".tc-empty, .tc-facts").Count > 0, TimeSpan.FromSeconds(10));
        return page;
    }
}
