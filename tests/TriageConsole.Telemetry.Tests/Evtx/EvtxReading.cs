using TriageConsole.Telemetry.Formats.Evtx;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Evtx;

/// <summary>What one step of the reader gave, kept beyond the step.</summary>
internal sealed record EvtxStep(
    long Index, bool IsRecord, bool IsDecoded, int EventId, long? RecordId, DateTime? Time,
    IReadOnlyList<KeyValuePair<string, string?>> Data, ReadDiagnostic? Diagnostic)
{
    public string? this[string name] => Data.FirstOrDefault(pair => pair.Key == name).Value;
}

/// <summary>Reads whole files for tests.</summary>
internal static class EvtxReading
{
    public static List<EvtxStep> Read(byte[] file, Func<string, int, bool>? needs = null, ReadLimits? limits = null) =>
        Read(new MemoryStream(file), needs, limits);

    public static List<EvtxStep> Read(Stream stream, Func<string, int, bool>? needs = null, ReadLimits? limits = null)
    {
        var reader = new EvtxRecordReader(stream, limits ?? ReadLimits.Default, needs ?? (static (_, _) => true));
        List<EvtxStep> steps = [];
        while (reader.Read(TestContext.Current.CancellationToken))
        {
            var record = reader.Record;
            steps.Add(new(reader.Index, reader.IsRecord, reader.IsDecoded, record.EventId, record.RecordId, record.Time,
                reader.IsDecoded ? [.. record.Data] : [], reader.Diagnostic));
        }

        Assert.False(reader.Read(TestContext.Current.CancellationToken));
        return steps;
    }

    public static List<EvtxStep> Records(this IEnumerable<EvtxStep> steps) => [.. steps.Where(static step => step.IsRecord)];

    public static IEnumerable<string> Codes(this IEnumerable<EvtxStep> steps) =>
        steps.Select(static step => step.Diagnostic?.Code).OfType<string>();
}
