using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Benchmarks.Importing;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Benchmarks.Baseline;

/// <summary>
/// A store of a large estate as importing leaves it, script hosts and all, judged under approved uses: every alert in it is one that
/// detection raised. A folder that holds as many processes is taken as it is.
/// </summary>
internal sealed class JudgedEstate(IServiceProvider services)
{
    /// <summary>Of a hundred processes, how many are script hosts.</summary>
    private const int Share = 2;

    private const int Hosts = 200;
    private const int Uses = 300;

    private readonly TriageDatabase _database = services.GetRequiredService<TriageDatabase>();

    public async Task EnsureAsync(int processes)
    {
        await using (var db = _database.CreateDbContext())
        {
            var (stored, alerts) = (await db.Processes.CountAsync(), await db.Alerts.CountAsync());
            if (stored >= processes && alerts > 0)
            {
                Say($"{stored:N0} processes and {alerts:N0} alerts are there from an earlier run");
                return;
            }

            if (stored > 0)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The folder holds {stored:N0} processes and {alerts:N0} alerts: too few, and not made anew. Give another one."));
            for (var i = 0; i < Uses; i++)
                db.ApprovedUses.Add(Use(i));
            await db.SaveChangesAsync();
        }

        var folder = Directory.CreateTempSubdirectory("triage-baseline-");
        try
        {
            var start = Stopwatch.GetTimestamp();
            var import = await ReadAsync(processes, folder.FullName);
            Say($"{processes:N0} processes stored in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
            start = Stopwatch.GetTimestamp();
            await services.GetRequiredService<JudgeStep>().RunAsync(import, CancellationToken.None);
            await using var db = _database.CreateDbContext();
            await db.Imports.Where(i => i.Id == import).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Completed));
            Say($"judged for the first time in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {await db.Alerts.CountAsync():N0} alerts");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine("  " + line.ToString(CultureInfo.InvariantCulture));

    private async Task<long> ReadAsync(int processes, string folder)
    {
        var uses = processes * Share / 100;
        await using (var output = new FileStream(Path.Combine(folder, "estate.ndjson"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            using var estate = new Estate(Hosts);

            // Every second use has a child of its own.
            estate.Write(output, 0, processes - uses - (uses / 2));
        }

        ScriptUses.Write(Path.Combine(folder, "uses.ndjson"), uses, Hosts);
        var import = new ImportRow { Name = "estate", Origin = ImportOrigin.Scan, StoredPath = folder, CreatedUtc = DateTime.UnixEpoch, State = ImportState.Reading };
        await using var db = _database.CreateDbContext();
        db.Imports.Add(import);
        await db.SaveChangesAsync();
        await services.GetRequiredService<ReadStep>().RunAsync(import.Id, PathSource.Of(folder), CancellationToken.None);
        return import.Id;
    }

    // The scripts that are run seldom are approved, so that most alerts are open.
    private static ApprovedUseRow Use(int i)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new()
        {
            Id = new Guid(i + 1, 0x5c5, 0x4e5, [0x80, 0, 0, 0, 0, 0, 0, 3]),
            Title = string.Create(CultureInfo.InvariantCulture, $"Inventory {i}"),
            State = ApprovedUseState.Active,
            Owner = "Workplace",
            Reason = "Runs every night.",
            ConditionsJson = UseRecord.WriteConditions(Conditions(ScriptUses.Scripts - 1 - i)),
            ReviewUtc = now.AddDays(90),
            ExpiresUtc = now.AddDays(300),
            ProposedBy = "anna",
            ProposedUtc = now.AddDays(-200),
            DecidedBy = "ben",
            DecidedUtc = now.AddDays(-200),
        };
    }

    /// <summary>What covers every run of one script.</summary>
    public static IReadOnlyList<UseCondition> Conditions(int script) =>
    [
        new(UseField.ProxyImage, @"c:\windows\system32\cscript.exe"),
        new(UseField.Script, ScriptUses.PathOf(script).ToLowerInvariant()),
        new(UseField.ParentImage, @"c:\windows\system32\svchost.exe"),
        new(UseField.ChildImage, @"c:\windows\system32\wbem\wmic.exe"),
    ];
}
