using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

/// <summary>The console as a process of its own, killed in the middle of an import and started again.</summary>
public sealed class KilledImportTests : IDisposable
{
    private const int Events = 30_000;
    private const int Kills = 2;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);

    // When something was done, and where its bytes lie, differs between any two runs.
    private static readonly HashSet<string> _ofTheRun = ["CreatedUtc", "StartedUtc", "FinishedUtc", "JudgedUtc", "AtUtc", "StoredPath", "ConcurrencyStamp", "SecurityStamp", "PasswordHash"];

    private readonly string _root = Directory.CreateTempSubdirectory("triage-killed-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Import_KilledAndStartedAgain_LeavesTheSameTables()
    {
        var telemetry = Path.Combine(_root, "telemetry.ndjson");
        WriteTelemetry(telemetry);

        var undisturbed = await PrepareAsync("undisturbed", telemetry);
        await RunToEndAsync(undisturbed, kills: 0);
        var disturbed = await PrepareAsync("disturbed", telemetry);
        await RunToEndAsync(disturbed, Kills);

        var expected = Tables(undisturbed);
        Assert.True(expected["Processes"].Count >= Events);
        Assert.NotEmpty(expected["Alerts"]);
        var actual = Tables(disturbed);
        Assert.Equal(expected.Keys, actual.Keys);
        foreach (var (table, rows) in expected)
            Assert.True(rows.SequenceEqual(actual[table]), $"{table} differs: {rows.Count} rows undisturbed, {actual[table].Count} after kills.");
    }

    private async Task<string> PrepareAsync(string name, string telemetry)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        using var database = TriageDatabase.Open("sqlite", $"Data Source={Path.Combine(folder, "triage.db")};Pooling=False");
        await database.MigrateAsync(Cancel);
        await using var db = database.CreateDbContext();
        db.Imports.Add(new ImportRow { Name = "telemetry.ndjson", StoredPath = telemetry, TotalBytes = new FileInfo(telemetry).Length, CreatedUtc = DateTime.UtcNow });
        await db.SaveChangesAsync(Cancel);
        return folder;
    }

    // Each kill falls somewhere after more of the import was committed than at the kill before.
    private static async Task RunToEndAsync(string folder, int kills)
    {
        var random = new Random(20260302);
        for (var killed = 0; ; killed++)
        {
            using var console = Start(folder);
            var output = console.StandardOutput.ReadToEndAsync(Cancel);
            var errors = console.StandardError.ReadToEndAsync(Cancel);
            try
            {
                var reached = killed < kills
                    ? await WaitAsync(folder, import => import.Records > (long)Events * (killed + 1) / (kills + 2) || Ended(import.State))
                    : await WaitAsync(folder, import => Ended(import.State));
                if (killed >= kills)
                {
                    Assert.True(reached.State is ImportState.Completed, $"{reached.State}: {reached.Error}");
                    return;
                }

                Assert.False(Ended(reached.State), "The import ended before it could be killed: too few events for this machine.");
                await Task.Delay(random.Next(0, 150), Cancel);
            }
            finally
            {
                console.Kill();
                await console.WaitForExitAsync(CancellationToken.None);
                await Task.WhenAll(output, errors);
            }
        }
    }

    private static bool Ended(ImportState state) => state is not (ImportState.Queued or ImportState.Reading or ImportState.Detecting);

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "TriageConsole.Web.dll"), "--urls=http://127.0.0.1:0", $"--Storage:Folder={folder}",
            },
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["TRIAGE_ADMIN_PASSWORD"] = "only-here-for-a-moment-aZ9";
        return Process.Start(start)!;
    }

    private static async Task<ImportRow> WaitAsync(string folder, Func<ImportRow, bool> until)
    {
        using var database = TriageDatabase.Open("sqlite", $"Data Source={Path.Combine(folder, "triage.db")};Pooling=False");
        var watch = Stopwatch.StartNew();
        while (true)
        {
            await using (var db = database.CreateDbContext())
            {
                var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Origin == ImportOrigin.Upload, Cancel);
                if (until(import))
                    return import;
                Assert.True(watch.Elapsed < _patience, $"The import stands still: {import.State}, {import.Records} records.");
            }

            await Task.Delay(20, Cancel);
        }
    }

    private static SortedDictionary<string, List<string>> Tables(string folder)
    {
        using var connection = Open(folder);
        var names = Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'AspNet%'", []);
        var tables = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var name in names)
            tables[name] = Rows(connection, $"SELECT * FROM \"{name}\" ORDER BY 1, 2", _ofTheRun);
        return tables;
    }

    private static List<string> Rows(SqliteConnection connection, string sql, HashSet<string> without)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var fields = Enumerable.Range(0, reader.FieldCount).Where(i => !without.Contains(reader.GetName(i)))
                .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture));
            rows.Add(string.Join('|', fields));
        }

        return rows;
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "triage.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    // Mostly plain starts; one script from a download folder now and then, with a child, so that there is something to judge.
    private static void WriteTelemetry(string path)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        var start = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < Events; i++)
        {
            var scripted = i % 10_000 == 5_000;
            var image = scripted ? @"C:\\Windows\\System32\\wscript.exe" : i % 2 == 0 ? @"C:\\Windows\\System32\\write.exe" : @"C:\\Windows\\System32\\svchost.exe";
            var line = scripted ? @"wscript.exe //e:vbscript \""C:\\Users\\ada\\Downloads\\invoice.txt\""" : FormattableString.Invariant($"run {i % 5_000}");
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
                {"EventTime":"{{start.AddMilliseconds(i * 100):yyyy-MM-dd HH:mm:ss}}","Hostname":"WS-{{i % 3}}","SourceName":"Microsoft-Windows-Sysmon","Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"RecordNumber":{{i}},"UtcTime":"{{start.AddMilliseconds(i * 100):yyyy-MM-dd HH:mm:ss.fff}}","ProcessGuid":"{5C01A14E-0000-0000-0000-{{i:X12}}}","ProcessId":{{1000 + i}},"Image":"{{image}}","CommandLine":"{{line}}","User":"ACME\\ada","ParentProcessGuid":"{5C01A14E-0000-0000-0000-{{Math.Max(0, i - 3):X12}}}","ParentProcessId":{{1000 + Math.Max(0, i - 3)}},"ParentImage":"C:\\Windows\\explorer.exe"}
                """));
        }
    }
}
