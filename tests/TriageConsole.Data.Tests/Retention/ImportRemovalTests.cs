using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Data.Tests.Ingest;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Retention;

public sealed class ImportRemovalTests
{
    private const string Shell = @"C:\Windows\explorer.exe";
    private const string Host = @"C:\Windows\System32\wscript.exe";
    private const string Payload = @"C:\Users\ann\Downloads\a.exe";
    private const string Editor = @"C:\Windows\System32\notepad.exe";

    private static readonly ProcessCreatedEvent _shell = Tell.Sysmon1(0, 1, 300, Shell);
    private static readonly ProcessCreatedEvent _script = Tell.Sysmon1(1, 10, 400, Host, "wscript a.vbs").From(_shell);
    private static readonly ProcessCreatedEvent _payload = Tell.Sysmon1(2, 12, 500, Payload).From(_script);
    private static readonly ProcessCreatedEvent _editor = Tell.Sysmon1(3, 30, 600, Editor).From(_shell);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Remove_WhatCameOnlyFromIt_LeavesWhatTheOtherImportAloneWouldHaveGiven(Engine engine)
    {
        await using var alone = await TestDatabase.CreateAsync(engine);
        await alone.ImportAsync(_editor);
        await using var both = await TestDatabase.CreateAsync(engine);
        var first = await both.ImportAsync(_shell, _script, _payload, Tell.Sysmon11(4, 11, _script, Payload), Tell.Sysmon7(5, 12, _payload, @"C:\a.dll", SignatureFact.Unknown));
        await both.ImportAsync(_editor);

        var removed = await RemoveAsync(both, first);

        Assert.Equal(new RemovedRows(Processes: 2, Records: 3, Alerts: 0), removed);
        Assert.Equal(await RemovableAsync(alone), await RemovableAsync(both));
        await using var db = both.Context();
        Assert.False(await db.Imports.AnyAsync(i => i.Id == first, Cancel));
        Assert.DoesNotContain(await db.Texts.Select(t => t.Value).ToListAsync(Cancel), text => text.Contains("a.vbs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Remove_ProcessThatAnotherImportSaw_KeepsItWithoutThisOnesRecords(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var first = await test.ImportAsync(_script);
        await test.ImportAsync(_script.Twin(0));

        await RemoveAsync(test, first);

        var row = (await test.ProcessesAsync()).Of("wscript.exe");
        Assert.Equal(WitnessKind.Security4688, row.Witnesses);
        Assert.Equal(4688, Assert.Single(row.WitnessRecords).EventId);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Remove_LastImport_LeavesNothing(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var only = await test.ImportAsync(_shell, _script, _payload);
        await AlertAsync(test, AlertStatus.Open, only);

        var removed = await RemoveAsync(test, only);

        Assert.Equal(1, removed.Alerts);
        await using var db = test.Context();
        Assert.Equal(
            (0, 0, 0, 0, 0, 0, 0),
            (await db.Processes.CountAsync(Cancel), await db.Alerts.CountAsync(Cancel), await db.Witnesses.CountAsync(Cancel), await db.Texts.CountAsync(Cancel),
                await db.Hosts.CountAsync(Cancel), await db.HostDays.CountAsync(Cancel), await db.Imports.CountAsync(Cancel)));
    }

    [Theory]
    [InlineData(Engine.Sqlite, AlertStatus.Escalated)]
    [InlineData(Engine.Sqlite, AlertStatus.Closed)]
    [InlineData(Engine.Postgres, AlertStatus.Allowed)]
    public async Task Remove_DecidedAlert_KeepsItsEvidenceAndTheImportRow(Engine engine, AlertStatus status)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var only = await test.ImportAsync(_shell, _script, _payload, _editor);
        await AlertAsync(test, status, only);

        await RemoveAsync(test, only, forgotten: false);

        var left = await test.ProcessesAsync();
        Assert.Equal(["explorer.exe", "wscript.exe", "a.exe"], left.Select(p => WindowsPath.FileName(p.Image!.Value)));
        Assert.All(left, p => Assert.Single(p.WitnessRecords));
        await using var db = test.Context();
        Assert.Equal(1, await db.Alerts.CountAsync(Cancel));
        Assert.True(await db.Imports.AnyAsync(i => i.Id == only, Cancel));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Remove_Twice_ChangesNothingMore(Engine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var first = await test.ImportAsync(_shell, _script, _payload);
        await test.ImportAsync(_editor);
        await RemoveAsync(test, first);
        var once = await test.DumpAsync();

        Assert.Equal(RemovedRows.None, await RemoveAsync(test, first));

        Assert.Equal(once, await test.DumpAsync());
    }

    private static async Task<RemovedRows> RemoveAsync(TestDatabase test, long import, bool forgotten = true)
    {
        var removal = new ImportRemoval(test.Database);
        var removed = await removal.RemoveAsync(import, Cancel);
        Assert.Equal(forgotten, await removal.ForgetAsync(import, Cancel));
        return removed;
    }

    // When a computer was first and last seen is not taken back, nor that a start was once linked to a recorded parent.
    private static async Task<string> RemovableAsync(TestDatabase test) =>
        string.Join('\n', (await test.KnowledgeAsync()).Split('\n').Where(line => !line.StartsWith("host ", StringComparison.Ordinal) && !line.Contains(" Lineage ", StringComparison.Ordinal)));

    private static async Task AlertAsync(TestDatabase test, AlertStatus status, long import)
    {
        await using var db = test.Context();
        var proxy = await db.Processes.SingleAsync(p => p.Image!.Value == Host, Cancel);
        var payload = await db.Processes.SingleAsync(p => p.Image!.Value == Payload, Cancel);
        db.Alerts.Add(RetentionSweepTests.AlertOn(proxy, payload, status, import));
        await db.SaveChangesAsync(Cancel);
    }
}
