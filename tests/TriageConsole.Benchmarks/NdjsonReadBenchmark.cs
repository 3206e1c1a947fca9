using System.Text.Json;
using BenchmarkDotNet.Attributes;
using TriageConsole.Benchmarks.Importing;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Telemetry.Formats.Json;
using TriageConsole.Testing;

namespace TriageConsole.Benchmarks;

/// <summary>
/// Reading JSON lines into events, against the runtime's tokenizer walking the same bytes and throwing all away. Divide by
/// the records: 100,000 of the estate, or what the largest shared recording holds.
/// </summary>
[MemoryDiagnoser]
public class NdjsonReadBenchmark
{
    private const string Estate = "estate";
    private const string Recording = "recording";
    private const int Processes = 100_000;

    // As the import does: one batch being filled while two wait or are stored.
    private const int Batch = 10_000;
    private byte[] _bytes = [];

    /// <summary>Lines that the estate makes, or the largest shared recording where those are at hand.</summary>
    public static IEnumerable<string> Files => SharedCorpus.Root is null ? [Estate] : [Estate, Recording];

    /// <summary>Which lines.</summary>
    [ParamsSource(nameof(Files))]
    public string Log { get; set; } = string.Empty;

    /// <summary>Makes the bytes.</summary>
    [GlobalSetup]
    public void Load()
    {
        using var bytes = new MemoryStream();
        if (Log == Estate)
        {
            using var estate = new Estate(50);
            estate.Write(bytes, 0, Processes);
        }
        else
        {
            using var file = new DirectoryInfo(SharedCorpus.Root!).EnumerateFiles("*.zip", SearchOption.AllDirectories)
                .MaxBy(static file => file.Length)!.OpenRead();
            foreach (var entry in TelemetryFiles.Open(file, ReadLimits.Default))
                entry.OpenBytes()?.CopyTo(bytes);
        }

        _bytes = bytes.ToArray();
    }

    /// <summary>The tokenizer alone.</summary>
    [Benchmark(Baseline = true)]
    public long Tokens()
    {
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { AllowMultipleValues = true });
        long tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }

    /// <summary>Reading with the mapper, events let go at once.</summary>
    [Benchmark]
    public int Read() => Items().Count(static item => item.Event is not null);

    /// <summary>Reading with the mapper, events held by the batch, which is what they cost an import.</summary>
    [Benchmark]
    public int ReadAndHold()
    {
        var held = new Queue<List<TelemetryEvent>>();
        var batch = new List<TelemetryEvent>(Batch);
        var events = 0;
        foreach (var item in Items())
        {
            if (item.Event is not { } found)
                continue;
            events++;
            batch.Add(found);
            if (batch.Count < Batch)
                continue;
            held.Enqueue(batch);
            batch = new List<TelemetryEvent>(Batch);
            if (held.Count > 2)
                held.Dequeue();
        }

        return events;
    }

    private IEnumerable<ReadItem> Items() => new NdjsonFormat().Read(new MemoryStream(_bytes), ReadLimits.Default, CancellationToken.None);
}
