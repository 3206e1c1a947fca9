using System.Collections.Concurrent;
using TriageConsole.Detection.Reference;

namespace TriageConsole.Detection.Tests;

/// <summary>The reference data as it ships.</summary>
internal static class Seed
{
    public static string Root { get; } = FindRoot();

    /// <summary>The moment that tests call now.</summary>
    public static DateTime Now { get; } = new(2030, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    private static readonly Lazy<ReferenceData> _data = new(() =>
    {
        var result = ReferenceData.Load(Files());
        Assert.True(result.Data is not null, string.Join('\n', result.Faults));
        return result.Data;
    });

    public static ReferenceData Data => _data.Value;

    private static readonly ConcurrentDictionary<DetectionSettings, DetectionEngine> _engines = new();

    public static DetectionEngine Engine => EngineOf(DetectionSettings.Default);

    /// <summary>Engines are dear to make and may be shared by threads.</summary>
    public static DetectionEngine EngineOf(DetectionSettings settings) => _engines.GetOrAdd(settings, key => new DetectionEngine(Data, key));

    public static Dictionary<string, string> Files() =>
        Directory.GetFiles(Path.Combine(Root, "seed-data", "detection"), "*.json").ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TriageConsole.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The solution is not above the tests.");
    }
}
