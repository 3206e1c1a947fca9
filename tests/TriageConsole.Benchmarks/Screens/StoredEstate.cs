using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Benchmarks.Importing;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>Fills a console's store with processes and alerts, once: a folder that holds as many is taken as it is.</summary>
/// <param name="services">The console's.</param>
/// <param name="hosts">Hosts of the estate.</param>
/// <param name="days">Days up to now that its processes are spread over; 0 for minutes of a day in the future.</param>
internal sealed class StoredEstate(IServiceProvider services, int hosts = 200, int days = 0)
{
    private readonly TriageDatabase _database = services.GetRequiredService<TriageDatabase>();

    public async Task EnsureAsync(int processes, int alerts)
    {
        await using (var db = _database.CreateDbContext())
        {
            var (stored, raised) = (await db.Processes.CountAsync(), await db.Alerts.CountAsync());
            if (stored >= processes && raised >= alerts)
            {
                Say($"{stored:N0} processes and {raised:N0} alerts are there from an earlier run");
                return;
            }

            if (stored > 0)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The folder holds {stored:N0} processes and {raised:N0} alerts: too few, and not made anew. Give another one."));
        }

        var folder = Directory.CreateTempSubdirectory("triage-screens-");
        try
        {
            var start = Stopwatch.GetTimestamp();
            var import = await ImportAsync(processes, folder.FullName);
            Say($"{processes:N0} processes stored in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
            start = Stopwatch.GetTimestamp();
            await WriteAlertsAsync(alerts, import);
            Say($"{alerts:N0} alerts stored in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine("  " + string.Create(CultureInfo.InvariantCulture, $"{line.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Read and stored as any import; not judged, since an estate without attacks raises nothing.</summary>
    private async Task<long> ImportAsync(int processes, string folder)
    {
        await using (var output = new FileStream(Path.Combine(folder, "estate.ndjson"), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            using var estate = days == 0 ? new Estate(hosts) : Spread(processes);
            estate.Write(output, 0, processes);
        }

        Forest.Write(Path.Combine(folder, "forest.ndjson"));
        var import = new ImportRow { Name = "estate", Origin = ImportOrigin.Scan, StoredPath = folder, CreatedUtc = DateTime.UnixEpoch, State = ImportState.Reading };
        await using var db = _database.CreateDbContext();
        db.Imports.Add(import);
        await db.SaveChangesAsync();
        await services.GetRequiredService<ReadStep>().RunAsync(import.Id, PathSource.Of(folder), CancellationToken.None);
        await db.Imports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Completed));
        return import.Id;
    }

    // To the full second, since records carry no less.
    private Estate Spread(int processes)
    {
        var turns = Math.Max(1, processes / hosts);
        var step = TimeSpan.FromSeconds(Math.Max(1, (int)(TimeSpan.FromDays(days).TotalSeconds / turns)));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new(hosts, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) - (turns * step), step);
    }

    private async Task WriteAlertsAsync(int alerts, long import)
    {
        const int atOnce = 1_000;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var kin = await KinAsync();
        var made = new AlertMaker(import, now, hosts);
        await using (var db = _database.CreateDbContext())
        {
            db.ApprovedUses.Add(made.Use);
            await db.SaveChangesAsync();
        }

        for (var from = 0; from < alerts; from += atOnce)
        {
            await using var db = _database.CreateDbContext();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = from; i < Math.Min(from + atOnce, alerts); i++)
            {
                // Spread over the estate, so that the processes of an alert lie anywhere in the store.
                var proxy = (int)((long)i * (kin.Count - 1) / alerts) + 1;
                db.Alerts.Add(made.Make(i, kin.HostOf(proxy), proxy, kin.ChainOf(proxy)));
            }

            await db.SaveChangesAsync();
        }

        await WriteForestAsync(alerts, made);
    }

    private async Task WriteForestAsync(int number, AlertMaker made)
    {
        await using var db = _database.CreateDbContext();
        foreach (var tree in Forest.Trees)
        {
            var all = await db.Processes.Where(p => p.Host!.NameKey == tree.Host && p.StartUtc != null).OrderBy(p => p.Id).Select(p => new { p.Id, p.ParentId, p.HostId }).ToListAsync();
            var ids = all.Select(p => p.Id).ToHashSet();
            var root = all.Single(p => p.ParentId is not { } parent || !ids.Contains(parent));
            db.Alerts.Add(made.Make(number++, root.HostId, root.Id, [root.Id, .. all.Where(p => p.ParentId == root.Id).Select(p => p.Id)]));
        }

        await db.SaveChangesAsync();
    }

    private async Task<Kin> KinAsync()
    {
        await using var db = _database.CreateDbContext();
        await using var connection = new SqliteConnection(db.Database.GetConnectionString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT p.Id, p.HostId, p.ParentId FROM Processes p JOIN Hosts h ON h.Id = p.HostId WHERE h.NameKey LIKE 'wks-%' ORDER BY p.Id";
        await using var reader = await command.ExecuteReaderAsync();
        var kin = new Kin();
        while (await reader.ReadAsync())
            kin.Add(reader.GetInt64(0), reader.GetInt32(1), await reader.IsDBNullAsync(2) ? null : reader.GetInt64(2));
        return kin;
    }

    /// <summary>Who started whom. Ids count from one without gaps in a store that only one import filled.</summary>
    private sealed class Kin
    {
        private readonly List<(int Host, long Parent, long FirstChild)> _rows = [default];

        public int Count => _rows.Count;

        public int HostOf(int id) => _rows[id].Host;

        public void Add(long id, int host, long? parent)
        {
            while (_rows.Count < id)
                _rows.Add((host, 0, 0));
            _rows.Add((host, parent ?? 0, 0));
            if (parent is { } up && up < _rows.Count && _rows[(int)up] is { FirstChild: 0 } row)
                _rows[(int)up] = row with { FirstChild = id };
        }

        /// <summary>Two above it, itself, and a line of at most three below.</summary>
        public long[] ChainOf(int id)
        {
            List<long> chain = [];
            for (var (up, n) = (_rows[id].Parent, 0); up != 0 && n < 2; (up, n) = (_rows[(int)up].Parent, n + 1))
                chain.Insert(0, up);
            chain.Add(id);
            for (var (down, n) = (_rows[id].FirstChild, 0); down != 0 && n < 3; (down, n) = (_rows[(int)down].FirstChild, n + 1))
                chain.Add(down);
            return [.. chain.Distinct()];
        }
    }
}
