using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Baseline.Inventory;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Inventory;

public sealed class InventoryQueriesTests : IDisposable
{
    private static readonly DetectionRuntime _runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);
    private readonly AlertStore _store = new();
    private readonly InventoryQueries _queries;
    private readonly PolicyImageQueries _images;

    public InventoryQueriesTests()
    {
        _queries = new(_store, _runtime, _store.Time);
        _images = new(_queries, _store, _runtime);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Read_Empty_HasNoRows()
    {
        var result = await _queries.ReadAsync(InventoryFilter.Default, Cancel);
        Assert.Empty(result.Rows);
        Assert.False(result.IsCut || result.IsCapped);
    }

    [Fact]
    public async Task Read_Uses_AreGroupedByHostImageAndUserAndOnlyWatchedProgramsCount()
    {
        await AddAllAsync();

        var result = await _queries.ReadAsync(InventoryFilter.Default, Cancel);

        Assert.Equal(
            [("WS-1.example", 2, 2, 1, InventoryStanding.NotApproved), ("SRV-1.example", 1, 1, 1, InventoryStanding.Approved), ("WS-2.example", 1, 1, 0, InventoryStanding.NotApproved)],
            result.Rows.Select(row => (row.Host, (int)row.Starts, row.Alerts, row.Approved, row.Standing)).OrderByDescending(row => row.Item2).ThenBy(row => row.Host, StringComparer.Ordinal));
        Assert.All(result.Rows, row => Assert.Equal((@"C:\Windows\System32\wscript.exe", "EXAMPLE\\pat"), (row.Image, row.User)));
        var two = result.Rows[0];
        Assert.Equal((_store.Now.AddHours(-5), _store.Now.AddHours(-1)), (two.FirstUtc, two.LastUtc));
    }

    [Theory]
    [InlineData("?host=ws-*", "WS-1.example,WS-2.example")]
    [InlineData("?host=WS-2.example", "WS-2.example")]
    [InlineData("?host=nowhere", "")]
    [InlineData("?host=nowhere-*", "")]
    [InlineData("?image=WSCRIPT.exe", "SRV-1.example,WS-1.example,WS-2.example")]
    [InlineData("?image=mshta.exe", "")]
    [InlineData("?image=update.exe", "")]
    [InlineData("?approved=yes", "SRV-1.example")]
    [InlineData("?approved=no", "WS-1.example,WS-2.example")]
    [InlineData("?approved=none", "")]
    [InlineData("?days=1", "SRV-1.example,WS-1.example,WS-2.example")]
    public async Task Read_Filter_Narrows(string query, string hosts)
    {
        await AddAllAsync();
        var (filter, ignored) = InventoryFilter.Parse(query);
        Assert.Empty(ignored);
        Assert.Equal(query, Uri.UnescapeDataString(filter.ToQuery()), ignoreCase: true);

        var result = await _queries.ReadAsync(filter, Cancel);

        Assert.Equal(hosts, string.Join(',', result.Rows.Select(row => row.Host).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Read_OutsideTheDays_IsLeftOut()
    {
        await AddAsync(new() { FirstUtc = _store.Now.AddDays(-40) });
        Assert.Empty((await _queries.ReadAsync(InventoryFilter.Default, Cancel)).Rows);
        Assert.Single((await _queries.ReadAsync(new() { Days = 41 }, Cancel)).Rows);
    }

    [Fact]
    public async Task Read_NoAlert_SaysSo()
    {
        await AddAsync(new());
        await using (var db = _store.CreateDbContext())
            await db.Alerts.ExecuteDeleteAsync(Cancel);
        Assert.Equal(InventoryStanding.NoAlert, Assert.Single((await _queries.ReadAsync(InventoryFilter.Default, Cancel)).Rows).Standing);
    }

    [Fact]
    public async Task Read_MoreStartsThanAreLookedAt_SaysSinceWhen()
    {
        await AddAllAsync();

        // The latest three starts: the child of the latest alert, its proxy, and the child of the alert before.
        var result = await _queries.ReadAsync(InventoryFilter.Default, 3, Cancel);

        Assert.True(result.IsCut);
        Assert.All(result.Rows, row => Assert.True(row.FirstUtc > result.FromUtc));
        Assert.Equal(1, result.Rows.Sum(row => row.Starts));
    }

    [Theory]
    [InlineData("?days=0")]
    [InlineData("?days=367")]
    [InlineData("?days=x")]
    [InlineData("?approved=maybe")]
    [InlineData("?who=me")]
    public void Parse_Nonsense_IsNamedAndLeftOut(string query)
    {
        var (filter, ignored) = InventoryFilter.Parse(query);
        Assert.Equal(InventoryFilter.Default, filter);
        Assert.Single(ignored);
    }

    [Fact]
    public async Task Drafts_Approved_HaveARuleAndTheRestSayWhyNot()
    {
        await AddAsync(new() { Host = "SRV-1", Status = AlertStatus.Covered });

        foreach (var text in await DraftsAsync())
        {
            var xml = XDocument.Parse(text);
            Assert.Contains("DRAFT", xml.Nodes().OfType<XComment>().First().Value, StringComparison.Ordinal);
            Assert.Single(xml.Descendants(), element => element.Attributes().Any(attribute => attribute.Value.Equals(@"%SYSTEM32%\wscript.exe", StringComparison.OrdinalIgnoreCase)));
        }

        await AddAsync(new() { Host = "SRV-1" });
        foreach (var text in await DraftsAsync())
        {
            Assert.DoesNotContain("%SYSTEM32%", text, StringComparison.Ordinal);
            Assert.Contains("only part of its use is approved", text, StringComparison.Ordinal);
            _ = XDocument.Parse(text);
        }
    }

    [Fact]
    public void Drafts_HostileNames_StayTextOfWellFormedXml()
    {
        PolicyImage[] images =
        [
            Image(@"C:\Windows\System32\a"" --> <evil x='&amp;'>" + "\u0001\ud800\uFFFE" + AlertStore.Hostile) with { OriginalFileName = "\"><x>", Product = "<b>&", IsMicrosoft = true },
            Image(@"C:\Windows\System32\b--]]>" + AlertStore.Hostile),
            Image(@"C:\Users\x\--><Rule>" + AlertStore.Hostile + "--") with { Location = LocationClass.UserWritable },
        ];
        var of = new InventoryResult([], _store.Now, true, false);
        foreach (var text in new[] { WdacDraft.Write(images, of, InventoryFilter.Default), AppLockerDraft.Write(images, of, new() { Host = "--><x>" }) })
        {
            var xml = XDocument.Parse(text);
            Assert.DoesNotContain(xml.Descendants(), element => element.Name.LocalName is "evil" or "img" or "x" or "b");
            Assert.Contains(xml.Nodes().OfType<XComment>(), comment => comment.Value.Contains("users may be able to write there", StringComparison.Ordinal));
            Assert.DoesNotContain(xml.Descendants(), element => element.Attributes().Any(attribute => attribute.Value.Contains(@"\Users\", StringComparison.Ordinal)));
            Assert.Contains("utf-8", xml.Declaration!.Encoding!, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Drafts_SignedByMicrosoft_AreNamedByPublisherAndOnlyAudit()
    {
        PolicyImage[] images = [Image(@"C:\Windows\System32\cscript.exe") with { OriginalFileName = "cscript.exe", Product = "Microsoft ® Windows Script Host", IsMicrosoft = true }];
        var of = new InventoryResult([], _store.Now, false, false);

        var wdac = XDocument.Parse(WdacDraft.Write(images, of, InventoryFilter.Default));
        XNamespace space = "urn:schemas-microsoft-com:sipolicy";
        var attribute = Assert.Single(wdac.Descendants(space + "FileAttrib"));
        Assert.Equal("cscript.exe", attribute.Attribute("FileName")!.Value);
        Assert.Equal(attribute.Attribute("ID")!.Value, Assert.Single(wdac.Descendants(space + "FileAttribRef")).Attribute("RuleID")!.Value);
        Assert.Empty(wdac.Descendants(space + "Allow"));
        Assert.Contains(wdac.Descendants(space + "Option"), option => option.Value == "Enabled:Audit Mode");

        var locker = XDocument.Parse(AppLockerDraft.Write(images, of, InventoryFilter.Default));
        var condition = Assert.Single(locker.Descendants("FilePublisherCondition"));
        Assert.Equal("CSCRIPT.EXE", condition.Attribute("BinaryName")!.Value);
        Assert.Equal("AuditOnly", locker.Descendants("RuleCollection").Single().Attribute("EnforcementMode")!.Value);
    }

    [Fact]
    public async Task Csv_HostileNames_AreNoFormulas()
    {
        await AddAsync(new() { Host = "=cmd()", User = "@x,\"y\"" });
        var text = await new InventoryExport(_queries, _images).CsvAsync(InventoryFilter.Default, Cancel);
        Assert.EndsWith("C:\\Windows\\System32\\wscript.exe,\"'@x,\"\"y\"\"\",\"'=cmd()\",1,2026-03-02T08:00:00Z,2026-03-02T08:00:00Z,1,0,not approved\r\n", text, StringComparison.Ordinal);
    }

    private static PolicyImage Image(string path) => new() { Path = path, Starts = 5, Hosts = 2, Alerts = 3, Approved = 3, Location = LocationClass.System };

    private async Task<string[]> DraftsAsync()
    {
        var export = new InventoryExport(_queries, _images);
        return [await export.WdacAsync(InventoryFilter.Default, Cancel), await export.AppLockerAsync(InventoryFilter.Default, Cancel)];
    }

    // A child that detection does not watch itself.
    private Task<AlertRow> AddAsync(AlertSeed seed) => _store.AddAlertAsync(seed with { ChildImage = @"C:\Tools\child.exe" });

    private async Task AddAllAsync()
    {
        await AddAsync(new() { Host = "WS-1.example", Status = AlertStatus.Allowed });
        await AddAsync(new() { Host = "WS-1.example", FirstUtc = _store.Now.AddHours(-5) });
        await AddAsync(new() { Host = "WS-2.example", FirstUtc = _store.Now.AddHours(-2), Status = AlertStatus.AllowedPending });
        await AddAsync(new() { Host = "SRV-1.example", FirstUtc = _store.Now.AddHours(-3), Status = AlertStatus.Covered });
    }
}
