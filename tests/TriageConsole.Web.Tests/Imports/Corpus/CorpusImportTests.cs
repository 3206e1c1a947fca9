using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using TriageConsole.Testing;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Corpus;

/// <summary>
/// Every shared recording through the import itself, all into one database: what is stored against what is true, and that
/// importing all of it once more stores nothing.
/// </summary>
public sealed class CorpusImportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_EveryRecordingTwice_StoresTheTruthOnce()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        await using var run = await PipelineRun.CreateAsync(Engine.Sqlite);
        var files = CorpusTruth.Counts().Select(row => row["file"]).Distinct().ToList();
        foreach (var file in files)
            await run.ImportAsync(file, CorpusTruth.PathOf(file));

        await AssertCountsAsync(run, importsEach: 1);
        await AssertFieldsAsync(run);
        await AssertSignaturesAsync(run);
        var stored = await StoredAsync(run);

        foreach (var file in files)
            await run.ImportAsync(file, CorpusTruth.PathOf(file));

        await AssertCountsAsync(run, importsEach: 2);
        var again = await StoredAsync(run);
        Assert.Empty(again.Except(stored));
        Assert.Empty(stored.Except(again));
    }

    // Each member with its records, and nothing to complain of.
    private static async Task AssertCountsAsync(PipelineRun run, int importsEach)
    {
        await using var db = run.Context();
        var complaints = await db.ImportDiagnostics.Where(d => d.Severity > 0).Select(d => d.Code + " " + d.Message).ToListAsync(Cancel);
        Assert.Empty(complaints);
        var files = (await db.ImportFiles.AsNoTracking().ToListAsync(Cancel)).ToLookup(f => (f.Source, f.Member));
        var starts = (await db.Witnesses.GroupBy(w => new { w.ImportFileId, w.EventId }).Select(g => new { g.Key.ImportFileId, g.Key.EventId, Count = g.LongCount() }).ToListAsync(Cancel))
            .ToDictionary(row => (row.ImportFileId, row.EventId), row => row.Count);
        var rows = CorpusTruth.Counts();
        foreach (var row in rows)
        {
            var name = $"{row["file"]} {row["member"]}";
            var stored = files[(row["file"], row["member"])].ToList();
            Assert.True(stored.Count == importsEach, $"{name}: {stored.Count} rows");
            foreach (var file in stored)
            {
                Assert.True(file.State == ImportFileState.Done, $"{name}: {file.State}");
                Assert.True(Number(row, "records") == file.Records, $"{name}: {file.Records} records, {row["records"]} in truth");
                Assert.True(Number(row, "sysmon1") == starts.GetValueOrDefault((file.Id, 1)), $"{name}: {starts.GetValueOrDefault((file.Id, 1))} Sysmon 1");
                Assert.True(Number(row, "security4688") == starts.GetValueOrDefault((file.Id, 4688)), $"{name}: {starts.GetValueOrDefault((file.Id, 4688))} Security 4688");
            }
        }

        Assert.Equal(rows.Count * importsEach, files.Sum(group => group.Count(f => f.Format.Length > 0)));
    }

    // Each true start leads, by the record that it was seen in, to the process that it is.
    private static async Task AssertFieldsAsync(PipelineRun run)
    {
        await using var db = run.Context();
        var stored = await db.Witnesses.AsNoTracking().Select(w => new
        {
            w.ImportFile!.Source,
            w.ImportFile.Member,
            w.RecordIndex,
            w.EventId,
            Host = w.Process!.Host!.Name,
            w.Process.ProcessGuid,
            w.Process.ProcessId,
            w.Process.ParentProcessId,
            Image = w.Process.Image!.Value,
            Line = w.Process.CommandLine!.Value,
            w.Process.Witnesses,
            w.Process.TimeBasis,
        }).ToDictionaryAsync(w => (w.Source, w.Member, w.RecordIndex), Cancel);
        var compared = 0;
        foreach (var start in CorpusTruth.Starts())
        {
            var place = $"{start.File} {start.Member} record {start.Index}";
            Assert.True(stored.TryGetValue((start.File, start.Member, start.Index), out var row), $"{place} is not stored.");

            // A process that Sysmon saw as well is told in Sysmon's words.
            var own = start.EventId == 1 || (row.Witnesses & WitnessKind.Sysmon1) == 0;
            Assert.True(start.EventId == row.EventId, place);
            Assert.True(SameHost(start.Computer, row.Host), $"{place}: on {row.Host}, {start.Computer} in truth");
            Assert.True(start.ProcessGuid is null || start.ProcessGuid == row.ProcessGuid, $"{place}: {row.ProcessGuid}");
            Assert.True(start.ProcessId is null || start.ProcessId == row.ProcessId, $"{place}: {row.ProcessId}, {start.ProcessId} in truth");
            Assert.True(start.ParentProcessId is null || start.ParentProcessId == row.ParentProcessId, $"{place}: parent {row.ParentProcessId}, {start.ParentProcessId} in truth");
            Assert.True(string.Equals(start.Image, row.Image, own ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase), $"{place}: {row.Image}, {start.Image} in truth");
            Assert.True(!own || start.CommandLine is null || start.CommandLine == row.Line, $"{place}: {row.Line}, {start.CommandLine} in truth");
            Assert.True(start.EventId != 1 || row.TimeBasis == TimeBasis.SysmonUtc, $"{place}: {row.TimeBasis}");
            compared++;
        }

        Assert.Equal(stored.Count, compared);
    }

    private static async Task AssertSignaturesAsync(PipelineRun run)
    {
        await using var db = run.Context();
        var stored = (await db.Processes.AsNoTracking().Where(p => p.ProcessGuid != null && p.SignatureSource == SignatureSource.OwnImageLoad)
            .Select(p => new { Guid = p.ProcessGuid!.Value, Status = p.Signature!.Status, Other = (SignatureStatus?)p.ConflictingSignature!.Status, p.Signature.Signer, OtherSigner = p.ConflictingSignature.Signer }).ToListAsync(Cancel))
            .ToLookup(p => p.Guid);
        foreach (var row in CorpusTruth.Signatures())
        {
            if (!Guid.TryParse(row["process_guid"], out var guid) || guid == Guid.Empty)
                continue;
            var signed = row["signed"] == "true" && row["signature_status"] == "Valid";
            Assert.True(
                stored[guid].Any(p => signed ? p.Signer == row["signature"] || p.OtherSigner == row["signature"] : p.Status != SignatureStatus.Valid || p.Other is not null and not SignatureStatus.Valid),
                $"{row["file"]} {row["member"]} {row["image"]}: {row["signature_status"]} {row["signature"]} is not stored");
        }
    }

    // Everything but what belongs to the imports themselves.
    private static async Task<List<string>> StoredAsync(PipelineRun run)
    {
        await using var db = run.Context();
        var days = await db.HostDays.GroupBy(d => new { d.HostId, d.Day, d.Component }).Select(g => new { g.Key.HostId, g.Key.Day, g.Key.Component, Count = g.Sum(d => d.Count) }).ToListAsync(Cancel);
        var ends = await db.PendingEnds.Select(e => new { e.HostId, e.ProcessGuid, e.ProcessId, e.ImageName!.Value, e.UtcTime }).ToListAsync(Cancel);
        return
        [
            $"processes {await Of(db.Processes)}", $"modules {await Of(db.Modules)}", $"writes {await Of(db.FileWrites)}", $"scripts {await Of(db.ScriptBlocks)}",
            $"signatures {await Of(db.Signatures)}", $"hashes {await Of(db.FileHashes)}", $"hosts {await Of(db.Hosts)}", $"alerts {await Of(db.Alerts)}",
            $"openings {await Of(db.PendingAccesses)}", $"facts {await Of(db.PendingFacts)}",
            .. ends.Select(end => string.Create(CultureInfo.InvariantCulture, $"end on {end.HostId} of {end.ProcessGuid} {end.ProcessId} {end.Value} {end.UtcTime:O}")),
            .. days.Where(day => day.Count != 0).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.HostId} {day.Day:O} {day.Component} {day.Count}")).Order(StringComparer.Ordinal),
        ];

        static async Task<int> Of<T>(DbSet<T> rows)
            where T : class => await rows.CountAsync(Cancel);
    }

    // A short name is completed when the whole one is met.
    private static bool SameHost(string recorded, string stored) =>
        stored.Equals(recorded, StringComparison.OrdinalIgnoreCase) || stored.StartsWith(recorded + ".", StringComparison.OrdinalIgnoreCase)
        || recorded.StartsWith(stored + ".", StringComparison.OrdinalIgnoreCase);

    private static long Number(Dictionary<string, string> row, string column) => long.Parse(row[column], CultureInfo.InvariantCulture);
}
