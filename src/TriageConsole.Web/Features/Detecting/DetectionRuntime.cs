using TriageConsole.Detection;
using TriageConsole.Detection.Reference;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>The engine with the reference data that the program ships with, checked once at start.</summary>
public sealed class DetectionRuntime
{
    private DetectionRuntime(DetectionEngine engine) => Engine = engine;

    public DetectionEngine Engine { get; }

    /// <summary>What alerts record as judged with: the engine's and the data's version.</summary>
    public string Version => $"{typeof(DetectionEngine).Assembly.GetName().Version?.ToString(3)}+{Engine.Reference.Version}";

    /// <summary>Reads <c>seed-data/detection</c> beside the program.</summary>
    /// <exception cref="InvalidDataException">The data has faults; all of them are named.</exception>
    public static DetectionRuntime Load(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.json").ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);
        var result = ReferenceData.Load(files);
        return result.Data is { } data
            ? new(new DetectionEngine(data, DetectionSettings.Default))
            : throw new InvalidDataException(
                $"The detection data in {folder} cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, result.Faults.Select(fault => "  " + fault))}");
    }

    /// <summary>The data that ships with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "seed-data", "detection");
}
