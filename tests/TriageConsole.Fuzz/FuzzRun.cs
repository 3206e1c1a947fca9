using System.Diagnostics;

namespace TriageConsole.Fuzz;

/// <summary>What so many inputs of one reader came to.</summary>
/// <param name="Inputs">How many were read.</param>
/// <param name="Slowest">The longest that one took.</param>
/// <param name="MostAllocated">The most that one allocated, bytes.</param>
/// <param name="Failures">Those that broke a promise.</param>
public sealed record FuzzResult(int Inputs, TimeSpan Slowest, long MostAllocated, IReadOnlyList<FuzzFailure> Failures);

/// <summary>An input that broke a promise.</summary>
/// <param name="Number">Its number under the seed.</param>
/// <param name="Input">Its bytes.</param>
/// <param name="What">What happened.</param>
public sealed record FuzzFailure(int Number, byte[] Input, string What);

/// <summary>Reads damaged inputs of one reader and holds each to time, memory and what the reader promises.</summary>
public sealed class FuzzRun(FuzzTarget target, ulong seed)
{
    /// <summary>The longest that one input may take.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The most that one input may allocate: a window of the longest record (8 MiB, after growing to it), its text, and some
    /// for its fields. Inputs are at most 1 MiB, so more can only come from trusting what they say.
    /// </summary>
    public const long MostBytes = 64L * 1024 * 1024;

    private const int MostFailures = 20;

    /// <summary>The number being read and since when, for who watches from another thread.</summary>
    public (int Number, long Since) Current => (_number, Volatile.Read(ref _since));

    private volatile int _number;
    private long _since;

    /// <summary>Reads inputs <paramref name="first"/> and following; stops after a number of failures.</summary>
    public FuzzResult Read(int first, int count)
    {
        var failures = new List<FuzzFailure>();
        var (slowest, most, done) = (TimeSpan.Zero, 0L, 0);
        // What is made once for all inputs is not the first one's fault.
        _ = One(target.Make(seed, first));
        for (var number = first; number < first + count && failures.Count < MostFailures; number++, done++)
        {
            var input = target.Make(seed, number);
            _number = number;
            Volatile.Write(ref _since, Stopwatch.GetTimestamp());
            var outcome = One(input);
            // A busy machine can stop the clock for anybody; a slow input is slow every time.
            for (var again = 0; again < 2 && outcome.Time > MostTime; again++)
                outcome = One(input);
            Volatile.Write(ref _since, 0);
            slowest = outcome.Time > slowest ? outcome.Time : slowest;
            most = Math.Max(most, outcome.Allocated);
            var what = outcome.Fault ?? (outcome.Time > MostTime ? $"took {outcome.Time}" : outcome.Allocated > MostBytes ? $"allocated {outcome.Allocated} bytes" : null);
            if (what is not null)
                failures.Add(new(number, input, what));
        }

        return new(done, slowest, most, failures);
    }

    private (TimeSpan Time, long Allocated, string? Fault) One(byte[] input)
    {
        var started = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        string? fault = null;
        try
        {
            target.Check(input);
        }
        catch (Exception e)
        {
            fault = e is BrokenPromiseException ? e.Message : e.ToString();
        }

        return (Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - before, fault);
    }
}
