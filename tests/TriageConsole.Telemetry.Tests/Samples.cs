using TriageConsole.Telemetry.Formats;

namespace TriageConsole.Telemetry.Tests;

/// <summary>The samples of our own making, in tests/samples.</summary>
internal static class Samples
{
    /// <summary>The folder.</summary>
    internal static string Root { get; } = Find();

    /// <summary>The path of one sample.</summary>
    internal static string PathOf(string name) => Path.Combine([Root, .. name.Split('/')]);

    /// <summary>The bytes of one sample.</summary>
    internal static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>Every sample below a folder such as <c>ndjson/good</c>, by name.</summary>
    internal static IEnumerable<string> Below(string folder) => Directory
        .EnumerateFiles(PathOf(folder))
        .Select(path => $"{folder}/{Path.GetFileName(path)}")
        .Order(StringComparer.Ordinal);

    /// <summary>Reads bytes with the format that claims them.</summary>
    internal static List<ReadItem> Read(byte[] bytes, ReadLimits? limits = null)
    {
        var format = ImportFormats.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, ImportFormats.HeadBytes)))
            ?? throw new InvalidOperationException("No format claims the sample.");
        return Read(format, bytes, limits);
    }

    /// <summary>Reads bytes with a format.</summary>
    internal static List<ReadItem> Read(ITelemetryFormat format, byte[] bytes, ReadLimits? limits = null)
    {
        using var stream = new MemoryStream(bytes);
        return [.. format.Read(stream, limits ?? ReadLimits.Default, CancellationToken.None)];
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "tests", "samples");
            if (Directory.Exists(samples))
                return samples;
        }

        throw new DirectoryNotFoundException("tests/samples");
    }
}
