using Bunit;
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

    private async Task AddFileAsync(long importId, string member, params (int Severity, string Message)[] faults)
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
            Code = "EVTX001",
            Severity = fault.Severity,
            Message = fault.Message,
        }));
        await db.SaveChangesAsync();
    }

    private IRenderedComponent<ImportPage> Page(long id)
    {
        var page = Render<ImportPage>(given => given.Add(p => p.Id, id));
        page.WaitForState(() => page.FindAll(".tc-empty, .tc-facts").Count > 0, TimeSpan.FromSeconds(10));
        return page;
    }
}
