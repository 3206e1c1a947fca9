using TriageConsole.Data;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Headless;

/// <summary>The whole way from file to alert on a database that is thrown away, with no host around it.</summary>
public sealed class ScratchConsole : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("triage-scratch-");
    private readonly ServiceProvider _services;

    /// <param name="replace">Registered last, so it wins: the live engine where the shipped one is not wanted.</param>
    public ScratchConsole(Action<IServiceCollection>? replace = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddTriageData("sqlite", $"Data Source={Path.Combine(_folder.FullName, "scratch.db")}");
        services.AddSingleton<Notices>();
        services.AddPipeline();
        services.AddSingleton<ScanRun>();
        replace?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    /// <summary>Empty; goes with the rest.</summary>
    public string Folder => _folder.FullName;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
