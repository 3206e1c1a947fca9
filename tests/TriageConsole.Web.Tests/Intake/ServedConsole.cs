using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Tokens;
using TriageConsole.Web.Hosting.Settings;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

/// <summary>The console as a process of its own on a real port, which can be killed and started again on the same data.</summary>
internal sealed class ServedConsole : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-served-").FullName;
    private readonly TriageDatabase _database;
    private Process? _process;

    public ServedConsole()
    {
        _database = TriageDatabase.Open("sqlite", new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, ConnectionText.SqliteFile) }.ToString());
        Port = FreePort();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
    }

    public int Port { get; }

    public HttpClient Client { get; }

    public string Token { get; } = TokenSecret.Create();

    public string SpoolFolder => Path.Combine(_folder, "spool");

    /// <summary>Makes the database and a token in it.</summary>
    public async Task PrepareAsync()
    {
        await _database.MigrateAsync(TestContext.Current.CancellationToken);
        await using var db = _database.CreateDbContext();
        db.ApiTokens.Add(new() { Name = "served", SecretSha256 = TokenSecret.Hash(Token), Scopes = TokenScopes.Intake, CreatedBy = "test", CreatedUtc = DateTime.UnixEpoch });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Client.DefaultRequestHeaders.Add("Authorization", $"Bearer {Token}");
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="settings">Settings as on the command line.</param>
    public async Task StartAsync(params string[] settings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "TriageConsole.Web.dll"), $"--urls=http://127.0.0.1:{Port}", $"--Storage:Folder={_folder}", .. settings])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Assert.True(await WaitAsync(IsUpAsync), "The console did not start.");
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public Task<bool> ImportsAsync(string command) => WaitAsync(() => HasAsync(command));

    public async Task<bool> HasAsync(string command)
    {
        await using var db = _database.CreateDbContext();
        return await db.Processes.AnyAsync(p => p.CommandLine!.Value == command);
    }

    public async Task<int> ImportCountAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.Imports.CountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
        _database.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            return (await Client.GetAsync("/services/collector/health", TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> WaitAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < _patience)
        {
            if (await condition())
                return true;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
