using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Testing;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Quarantine;

/// <summary>Imports through the real pipeline, then downloads what could not be read.</summary>
public sealed class QuarantineExportTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    private const string Good = """{"EventTime":"2026-03-02 08:00:00","Hostname":"WS-1","SourceName":"Microsoft-Windows-Sysmon","EventID":1,"UtcTime":"2026-03-02 08:00:00.000","ProcessId":7,"Image":"C:\\a.exe","CommandLine":"a"}""";
    private const string Bad = """{"EventID": 1, "Image": "<img src=x onerror=alert(1)>""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_BrokenLine_GivesItsBytesAndItsPlace()
    {
        var id = await ImportAsync(AlertStore.Hostile + ".ndjson", Encoding.UTF8.GetBytes($"{Good}\n{Bad}\n{Good}\n"));

        var line = Assert.Single(await LinesAsync(id));

        Assert.Equal("warning", line.GetProperty("severity").GetString());
        Assert.StartsWith("NDJSON", line.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal(AlertStore.Hostile + ".ndjson", line.GetProperty("file").GetString());
        Assert.Equal(JsonValueKind.Null, line.GetProperty("member").ValueKind);
        Assert.Equal(Good.Length + 1, line.GetProperty("offset").GetInt64());
        Assert.Equal(Bad, Raw(line));
        Assert.False(line.GetProperty("rawCut").GetBoolean());
        Assert.NotEmpty(line.GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task Download_Utf16_GivesTheTextThatTheOffsetsCount()
    {
        var id = await ImportAsync("wide.ndjson", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{Good}\n{Bad}\n{Good}\n")]);

        Assert.Equal(Bad, Raw(Assert.Single(await LinesAsync(id))).TrimStart('\n'));
    }

    [Fact]
    public async Task Download_MembersOfAnArchive_GiveTheirOwnBytes()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in ((string, string)[])[("a.ndjson", $"{Good}\nfirst fault\n"), ("sub/b.ndjson", $"{Good}\n{Good}\nsecond fault\n"), ("c.txt", "no telemetry")])
            {
                await using var entry = await zip.CreateEntry(name).OpenAsync(Cancel);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
            }
        }

        var lines = await LinesAsync(await ImportAsync("all.zip", bytes.ToArray()));

        Assert.Equal(["first fault", "second fault", "no telemetry"], lines.Select(Raw).Select(raw => raw.Trim()));
        Assert.Equal(["a.ndjson", "sub/b.ndjson", "c.txt"], lines.Select(line => line.GetProperty("member").GetString()));
    }

    [Fact]
    public async Task Download_DamagedEvtx_GivesTheRecord()
    {
        var file = Checkout.PathOf("tests", "samples", "evtx", "bad", "record-length.evtx");
        var whole = await File.ReadAllBytesAsync(file, Cancel);

        var lines = await LinesAsync(await ImportAsync("record-length.evtx", whole));

        Assert.NotEmpty(lines);
        foreach (var line in lines.Where(line => line.GetProperty("offset").ValueKind == JsonValueKind.Number))
        {
            var raw = line.GetProperty("raw").GetBytesFromBase64();
            Assert.Equal(whole.AsSpan((int)line.GetProperty("offset").GetInt64(), raw.Length).ToArray(), raw);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Download_FileNoLongerKept_SaysSo(bool rowKnows)
    {
        var id = await ImportAsync("gone.ndjson", Encoding.UTF8.GetBytes($"{Good}\n{Bad} {rowKnows}\n"));
        await using (var db = Db)
        {
            var row = await db.Imports.SingleAsync(i => i.Id == id, Cancel);
            File.Delete(row.StoredPath);
            if (rowKnows)
                row.StoredPath = string.Empty;
            await db.SaveChangesAsync(Cancel);
        }

        var line = Assert.Single(await LinesAsync(id));

        Assert.Equal(JsonValueKind.Null, line.GetProperty("raw").ValueKind);
        Assert.Contains("no longer kept", line.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_ShorterFileThanWasRead_SaysSo()
    {
        var id = await ImportAsync("short.ndjson", Encoding.UTF8.GetBytes($"{Good}\n{Bad} cut\n"));
        await using (var db = Db)
            await File.WriteAllTextAsync((await db.Imports.SingleAsync(i => i.Id == id, Cancel)).StoredPath, Good[..50], Cancel);

        Assert.Contains("ends before", Assert.Single(await LinesAsync(id)).GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_NothingWrong_IsEmpty() =>
        Assert.Empty(await LinesAsync(await ImportAsync("fine.ndjson", Encoding.UTF8.GetBytes(Good + "\n"))));

    [Fact]
    public async Task Download_NobodySignedIn_IsSentToTheDoor()
    {
        var id = await ImportAsync("door.ndjson", Encoding.UTF8.GetBytes($"{Bad} door\n"));
        using var client = await console.ClientForAsync(null);

        var answer = await client.GetAsync(AppRoutes.ImportDiagnosticsOf(id), Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(AppRoutes.SignIn, answer.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task Download_NoSuchImport_IsNotFound()
    {
        using var client = await console.ClientForAsync(Roles.Analyst);
        client.DefaultRequestHeaders.Remove("Accept");

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(AppRoutes.ImportDiagnosticsOf(99_999), Cancel)).StatusCode);
    }

    private TriageContext Db => console.Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContext();

    private async Task<long> ImportAsync(string name, byte[] content)
    {
        var file = Path.Combine(console.Services.GetRequiredService<StorageFolder>().Uploads, Guid.NewGuid().ToString("N") + ".part");
        await File.WriteAllBytesAsync(file, content, Cancel);
        await using var db = Db;
        var row = new ImportRow { Name = name, StoredPath = file, CreatedUtc = DateTime.UtcNow };
        db.Imports.Add(row);
        await db.SaveChangesAsync(Cancel);
        await console.Services.GetRequiredService<ImportRunner>().RunAsync(row.Id, Cancel);
        return row.Id;
    }

    private async Task<List<JsonElement>> LinesAsync(long id)
    {
        using var client = await console.ClientForAsync(Roles.Analyst);
        var answer = await client.GetAsync(AppRoutes.ImportDiagnosticsOf(id), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Raw(JsonElement line) => Encoding.UTF8.GetString(line.GetProperty("raw").GetBytesFromBase64());
}
