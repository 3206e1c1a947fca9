using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using TriageConsole.Testing;

namespace TriageConsole.Fuzz;

/// <summary>
/// <c>[inputs a format] [--seed N] [--format name] [--at number]</c>. Prints the seed and what each reader came to; a failing
/// input is saved. Ends with 0 where every promise was kept, 1 where one was broken, 2 where the arguments make no sense.
/// </summary>
internal static class Program
{
    private const int Usual = 100_000;
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);

    private static int Main(string[] args)
    {
        if (Arguments(args) is not { } asked)
        {
            Console.Error.WriteLine("usage: fuzz [inputs a format] [--seed N] [--format name] [--at number]");
            Console.Error.WriteLine("formats: " + string.Join(' ', FuzzTarget.All.Select(static target => target.Name)));
            return 2;
        }

        Console.WriteLine($"seed {asked.Seed}, {asked.Count} inputs a format");
        var failed = false;
        foreach (var target in FuzzTarget.All.Where(target => asked.Format is null || target.Name == asked.Format))
        {
            var run = new FuzzRun(target, asked.Seed);
            var started = Stopwatch.GetTimestamp();
            using var watch = new Timer(_ => EndIfStuck(run, target, asked.Seed), null, Stuck, TimeSpan.FromSeconds(5));
            var result = run.Read(asked.First, asked.Count);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name,-10} {result.Inputs,8} inputs {result.Failures.Count,3} failed, slowest {result.Slowest.TotalMilliseconds,7:F1} ms, most allocated {result.MostAllocated / 1024.0 / 1024,5:F1} MiB, {Stopwatch.GetElapsedTime(started).TotalSeconds,6:F0} s"));
            foreach (var failure in result.Failures)
                Console.WriteLine($"  --seed {asked.Seed} --format {target.Name} --at {failure.Number}: {Save(target, asked.Seed, failure.Number, failure.Input)}\n    {failure.What.ReplaceLineEndings("\n    ")}");
            failed |= result.Failures.Count > 0;
        }

        return failed ? 1 : 0;
    }

    private static (int Count, ulong Seed, string? Format, int First)? Arguments(string[] args)
    {
        var (count, seed, format, first) = (Usual, BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)), (string?)null, 0);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : string.Empty;
            switch (args[i])
            {
                case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seed):
                case "--format" when FuzzTarget.All.Any(target => target.Name == value):
                    format = args[i] == "--format" ? value : format;
                    i++;
                    break;
                case "--at" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out first):
                    count = 1;
                    i++;
                    break;
                case var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0:
                    count = given;
                    break;
                default:
                    return null;
            }
        }

        return (count, seed, format, first);
    }

    /// <summary>Reading that never ends can't be interrupted: the input is saved and the process gives up.</summary>
    private static void EndIfStuck(FuzzRun run, FuzzTarget target, ulong seed)
    {
        var (number, since) = run.Current;
        if (since == 0 || Stopwatch.GetElapsedTime(since) < Stuck)
            return;
        Console.WriteLine($"{target.Name}: --seed {seed} --at {number} does not end: {Save(target, seed, number, target.Make(seed, number))}");
        Environment.Exit(1);
    }

    private static string Save(FuzzTarget target, ulong seed, int number, byte[] input)
    {
        var folder = Directory.CreateDirectory(Checkout.PathOf("artifacts", "fuzz")).FullName;
        var path = Path.Combine(folder, $"{target.Name}-{seed}-{number}.bin");
        File.WriteAllBytes(path, input);
        return path;
    }
}
