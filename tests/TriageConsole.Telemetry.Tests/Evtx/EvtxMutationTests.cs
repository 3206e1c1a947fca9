using System.Diagnostics;
using CsCheck;
using TriageConsole.Testing;
using TriageConsole.Testing.Evtx;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Evtx;

/// <summary>Hostile bytes: whatever a file says, reading ends, in time, with values and not with exceptions.</summary>
public sealed class EvtxMutationTests
{
    private static readonly byte[][] Seeds =
    [
        EvtxSamples.Templates(), EvtxSamples.Literal(), EvtxSamples.Values(), EvtxSamples.Markup(), EvtxSamples.Slack(),
    ];

    private static readonly Gen<(int Place, uint Value, int Kind)[]> Changes =
        Gen.Select(Gen.Int[0, 1 << 20], Gen.UInt, Gen.Int[0, 5]).Array[1, 12];

    [Fact]
    public void Read_MutatedSample_EndsInTimeWithoutException() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Changes).Sample(
            static (seed, changes) => ReadInTime(Mutate(Seeds[seed], changes, body: true)), iter: 3000, threads: 1);

    [Fact]
    public void Read_MutatedHeaders_EndsInTimeWithoutException() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Changes).Sample(
            static (seed, changes) => ReadInTime(Mutate(Seeds[seed], changes, body: false)), iter: 500, threads: 1);

    [Fact]
    public void Read_RandomChunk_EndsInTimeWithoutException() =>
        Gen.Byte.Array[0, 5000].Sample(
            static bytes =>
            {
                var file = EvtxSamples.OneChunk(1);
                bytes.CopyTo(file.AsSpan(EvtxWriter.ChunkOffset(0) + 512 + 24));
                ReadInTime(file);
            },
            iter: 500, threads: 1);

    [Fact]
    public void Read_MutatedRecording_EndsInTimeWithoutException()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        var files = Directory.GetFiles(SharedCorpus.Root, "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(static file => new FileInfo(file).Length < 200_000).Take(12).Select(File.ReadAllBytes).ToArray();
        Gen.Select(Gen.Int[0, files.Length - 1], Changes).Sample(
            (file, changes) => ReadInTime(Mutate(files[file], changes, body: true)), iter: 1000, threads: 1);
    }

    private static bool ReadInTime(byte[] file)
    {
        var started = Stopwatch.GetTimestamp();
        var steps = EvtxReading.Read(file);
        // Every record counts exactly once, whatever else is wrong.
        Assert.Equal(Enumerable.Range(0, steps.Records().Count).Select(static index => (long)index), steps.Records().Select(static step => step.Index));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
        return true;
    }

    private static byte[] Mutate(byte[] seed, (int Place, uint Value, int Kind)[] changes, bool body)
    {
        var file = (byte[])seed.Clone();
        // Most of a small sample is empty space: aim at what is written.
        var first = body ? EvtxWriter.ChunkOffset(0) + 512 : 0;
        var used = Math.Max(1, file.AsSpan(0, Math.Min(file.Length, EvtxWriter.ChunkOffset(1))).LastIndexOfAnyExcept((byte)0) - first);
        foreach (var (place, value, kind) in changes)
        {
            var at = body ? first + (place % used) : place % (EvtxWriter.ChunkOffset(0) + 512);
            var target = file.AsSpan(at, Math.Min(4, file.Length - at));
            switch (kind)
            {
                case 0:
                    target[0] ^= (byte)(1 << (int)(value % 8));
                    break;
                case 1:
                    target[0] = (byte)value;
                    break;
                case 2:
                    target.Fill(0xFF);
                    break;
                case 3:
                    target.Clear();
                    break;
                case 4:
                    // A small number where a length or an offset may stand.
                    target.Clear();
                    target[0] = (byte)value;
                    if (target.Length > 1)
                        target[1] = (byte)(value >> 8);
                    break;
                default:
                    var from = first + ((int)(value % (uint)used));
                    var length = Math.Min(64, Math.Min(file.Length - at, file.Length - from));
                    file.AsSpan(from, length).CopyTo(file.AsSpan(at));
                    break;
            }
        }

        return file;
    }
}
