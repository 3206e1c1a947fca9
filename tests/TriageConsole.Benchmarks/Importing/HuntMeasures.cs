using System.Diagnostics;
using System.Globalization;
using TriageConsole.Data;
using TriageConsole.Web.Features.Hunt;

namespace TriageConsole.Benchmarks.Importing;

/// <summary>How long a hunt waits for its first page, over a store that an import made.</summary>
internal static class HuntMeasures
{
    private const int Rounds = 40;

    // Words that one process, few, many and nearly all hold; what stands beside words; and what is found without any.
    private static readonly (string What, Func<int, HuntFilter> Filter)[] _hunts =
    [
        ("one process", i => new() { Words = $"report-{i * 7}" }),
        ("a program", i => new() { Words = $"part{i}.exe" }),
        ("an exact run of words", i => new() { Words = $"\"mode {i % 7}\"" }),
        ("the start of many words", i => new() { Words = $"part{i % 10}" }),
        ("all processes", _ => new() { Words = "contoso" }),
        ("words that never meet", _ => new() { Words = "service job" }),
        ("words and a host", i => new() { Words = "report", Host = $"wks-{i % 50:D4}.corp.example" }),
        ("an image", i => new() { Image = $"part{i}.exe" }),
        ("a host and a time", i => new() { Host = $"wks-{i % 50:D4}.corp.example", UntilUtc = new DateTime(2030, 1, 1, 6, i, 0, DateTimeKind.Utc) }),
    ];

    /// <summary>Returns the times of the hunts by words, in milliseconds.</summary>
    public static async Task<List<double>> RunAsync(TriageDatabase database)
    {
        var queries = new HuntQueries(database);
        var words = new List<double>();
        foreach (var (what, filter) in _hunts)
        {
            await queries.PageAsync(filter(1), null, CancellationToken.None);
            var times = new List<double>();
            var rows = 0;
            for (var i = 0; i < Rounds; i++)
            {
                var start = Stopwatch.GetTimestamp();
                rows += (await queries.PageAsync(filter(i), null, CancellationToken.None)).Rows.Count;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            if (filter(1).Words is not null)
                words.AddRange(times);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  hunt for {what}: median {At(times, 0.5):0} ms, p95 {At(times, 0.95):0} ms, {rows / Rounds} rows"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"=> hunt by words, p95 {At(words, 0.95):0} ms (wanted < 300)"));
        return words;
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)((times.Count - 1) * share));
}
