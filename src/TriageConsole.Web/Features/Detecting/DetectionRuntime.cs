using TriageConsole.Detection;
using TriageConsole.Detection.Reference;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>
/// The engine in force: the reference data that ships, checked once at start, under the settings that were applied last.
/// Applying others exchanges it at once for whoever judges the next host.
/// </summary>
public sealed class DetectionRuntime
{
    private readonly ReferenceData _reference;
    private DetectionVersion _current;

    private DetectionRuntime(ReferenceData reference)
    {
        _reference = reference;
        _current = Make(0, DetectionSettings.Default);
    }

    /// <summary>What is in force now. Take it once for what belongs together.</summary>
    public DetectionVersion Current => Volatile.Read(ref _current);

    public DetectionEngine Engine => Current.Engine;

    /// <summary>What alerts record as judged with: the program's and the data's version.</summary>
    public string Version => $"{typeof(DetectionEngine).Assembly.GetName().Version?.ToString(3)}+{_reference.Version}";

    /// <summary>Why the settings that were applied are not in force, for people; null where they are.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads <c>seed-data/detection</c> beside the program.</summary>
    /// <exception cref="InvalidDataException">The data has faults; all of them are named.</exception>
    public static DetectionRuntime Load(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.json").ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);
        var result = ReferenceData.Load(files);
        return result.Data is { } data
            ? new(data)
            : throw new InvalidDataException(
                $"The detection data in {folder} cannot be used:{Environment.NewLine}{string.Join(Environment.NewLine, result.Faults.Select(fault => "  " + fault))}");
    }

    /// <summary>The reference data that ships.</summary>
    public ReferenceData Reference => _reference;

    /// <summary>A runtime that stays at what is in force now, whatever is applied meanwhile.</summary>
    public DetectionRuntime Snapshot()
    {
        var copy = new DetectionRuntime(_reference);
        copy.Use(Current);
        return copy;
    }

    /// <summary>An engine under other settings, which is not in force.</summary>
    /// <exception cref="ArgumentException">The settings have a fault.</exception>
    public DetectionVersion Make(int number, DetectionSettings settings) => new(new DetectionEngine(_reference, settings), number, Version);

    /// <summary>Puts an engine in force.</summary>
    public void Use(DetectionVersion version, string? fault = null)
    {
        ArgumentNullException.ThrowIfNull(version);
        Fault = fault;
        Volatile.Write(ref _current, version);
    }

    /// <summary>The data that ships with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "seed-data", "detection");
}
