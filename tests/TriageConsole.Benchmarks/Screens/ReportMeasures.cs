using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Reports;
using TriageConsole.Web.Features.Reports.Making;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>
/// A report of 30 days over a large estate, from the first query to files with hashes: as HTML, with its evidence pack, and with the PDF that the
/// machine's Chromium prints.
/// </summary>
internal static class ReportMeasures
{
    private const double Wanted = 10_000;
    private const int Days = 30;
    private const int Hosts = 5_000;
    private const int Runs = 5;

    /// <param name="arguments">Processes, alerts, a folder to keep the store in and find it again; all may be left out.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var counts = arguments.Where(a => int.TryParse(a, CultureInfo.InvariantCulture, out _)).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        var folder = arguments.FirstOrDefault(a => !int.TryParse(a, CultureInfo.InvariantCulture, out _));
        var root = folder is null ? Directory.CreateTempSubdirectory("triage-screens-").FullName : Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        try
        {
            await using var console = new ScreenConsole(root);
            await new StoredEstate(console.Services).EnsureAsync(counts.ElementAtOrDefault(0) is > 0 and var p ? p : 1_000_000, counts.ElementAtOrDefault(1) is > 0 and var a ? a : 100_000);
            await SpreadAsync(console.Services);
            var report = new Report();
            await MeasureAsync(console, report, "HTML", hasPack: false, ReportsOptions.None);
            await MeasureAsync(console, report, "HTML and evidence pack", hasPack: true, ReportsOptions.None);
            if (new ChromiumPrinter(Options.Create(new ReportsOptions())).Program is not null)
                await MeasureAsync(console, report, "HTML, PDF and evidence pack", hasPack: true, string.Empty);
            return report.Print() == 0 ? 0 : 1;
        }
        finally
        {
            if (folder is null)
                Directory.Delete(root, recursive: true);
        }
    }

    private static async Task MeasureAsync(ScreenConsole console, Report report, string what, bool hasPack, string chromium)
    {
        List<double> times = [];
        Dictionary<string, double> steps = [];
        var bytes = string.Empty;
        for (var run = 0; run < Runs; run++)
        {
            await using var scope = console.Services.CreateAsyncScope();
            var maker = ActivatorUtilities.CreateInstance<ReportMaker>(scope.ServiceProvider, new ChromiumPrinter(Options.Create(new ReportsOptions { Chromium = chromium })));
            var folder = Directory.CreateTempSubdirectory("triage-report-").FullName;
            try
            {
                var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
                var row = new ReportRow { FromDay = today.AddDays(-Days), UntilDay = today.AddDays(-1), Zone = "Europe/Berlin", HasPack = hasPack, RequestedBy = "bench", CreatedUtc = DateTime.UnixEpoch };
                var start = Stopwatch.GetTimestamp();
                var (name, since) = (string.Empty, start);
                var made = await maker.MakeAsync(row, folder, (step, _, _) =>
                {
                    Note();
                    (name, since) = (step, Stopwatch.GetTimestamp());
                    return Task.CompletedTask;
                }, CancellationToken.None);
                Note();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                bytes = string.Join(", ", made.Files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Kind} {file.Bytes / 1e6:0.0} MB")));

                void Note()
                {
                    if (name.Length > 0)
                        steps[name] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        report.Add($"report of {Days} days: {what} (ms)", times, Wanted);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {bytes}; last run: {string.Join(", ", steps.Where(step => step.Value >= 50).Select(step => $"{step.Key} {step.Value:0} ms"))}"));
    }

    /// <summary>Telemetry of the estate is of one invented day: five thousand hosts get roll-ups on each of the days reported, once.</summary>
    private static async Task SpreadAsync(IServiceProvider services)
    {
        await using var db = services.GetRequiredService<TriageDatabase>().CreateDbContext();
        var (known, last) = (await db.Hosts.CountAsync(), await db.Hosts.MaxAsync(host => (int?)host.Id) ?? 0);
        db.Hosts.AddRange(Enumerable.Range(known, Math.Max(0, Hosts - known)).Select(i =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"rep-{i:D5}.corp.example");
            return new HostRow { Id = last + 1 + i - known, Name = name, NameKey = name, LabelKey = name.Split('.')[0], FirstSeenUtc = DateTime.UnixEpoch, LastSeenUtc = TimeProvider.System.GetUtcNow().UtcDateTime };
        }));
        await db.SaveChangesAsync();
        await using var connection = new SqliteConnection(db.Database.GetConnectionString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
        command.CommandText = """
            WITH RECURSIVE days(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM days WHERE n < 31), parts(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM parts WHERE n < 10)
            INSERT OR IGNORE INTO HostDays (HostId, Day, Component, ImportId, Count)
            SELECT h.Id, date('now', '-' || days.n || ' days'), parts.n, 1, 100 + ((h.Id * 31 + parts.n * 7) % 60) FROM Hosts h, days, parts WHERE (h.Id + parts.n) % 11 <> 0
            """;
        Console.WriteLine($"  {await command.ExecuteNonQueryAsync():N0} roll-ups of {Hosts:N0} hosts added");
    }
}
