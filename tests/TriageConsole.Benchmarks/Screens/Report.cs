using System.Globalization;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>What was measured, as one table: what, median, 95th percentile, what is wanted of it, whether it holds.</summary>
internal sealed class Report
{
    private readonly List<(string What, List<double> Values, double Wanted, double Share)> _lines = [];

    /// <summary>Times of which the 95th percentile counts, in milliseconds.</summary>
    public void Add(string what, List<double> times, double wanted) => Add(what, times, wanted, 0.95);

    /// <summary>Times of which the median counts.</summary>
    public void AddMedian(string what, List<double> times, double wanted) => Add(what, times, wanted, 0.5);

    /// <summary>One figure that is no time.</summary>
    public void AddOne(string what, double value, double wanted) => Add(what, [value], wanted, 0.5);

    /// <summary>The lines of which nothing holds what is wanted are counted.</summary>
    public int Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"what",-62} {"runs",5} {"p50",9} {"p95",9} {"wanted",12}");
        foreach (var line in _lines)
        {
            var (mark, of) = (Holds(line) ? "ok" : "NOT OK", line.Share > 0.5 ? "p95" : "p50");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.What,-62} {line.Values.Count,5} {At(line.Values, 0.5),9:0.0} {At(line.Values, 0.95),9:0.0} {$"{of} <= {line.Wanted:0.#}",12} {mark}"));
        }

        return _lines.Count(line => !Holds(line));
    }

    /// <summary>The value below which that share of the values lies.</summary>
    public static double At(List<double> values, double share) =>
        values.Count == 0 ? double.NaN : values.Order().ElementAt((int)Math.Ceiling((values.Count * share) - 1e-9) - 1);

    private void Add(string what, List<double> values, double wanted, double share)
    {
        _lines.Add((what, values, wanted, share));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: p50 {At(values, 0.5):0.0}, p95 {At(values, 0.95):0.0}"));
    }

    private static bool Holds((string What, List<double> Values, double Wanted, double Share) line) => At(line.Values, line.Share) <= line.Wanted;
}
