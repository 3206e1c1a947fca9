using TriageConsole.Fuzz;
using TriageConsole.Telemetry.Formats;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Fuzzing;

/// <summary>A small helping of what eng/fuzz.sh does at length, with a seed that stays so that a build is never red by chance.</summary>
public sealed class FuzzTests
{
    private const ulong Seed = 20241124;
    private const int Inputs = 500;

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Read_DamagedInputs_KeepsEveryPromise(string name)
    {
        var result = new FuzzRun(Target(name), Seed).Read(0, Inputs);

        Assert.True(result.Failures.Count == 0, string.Join('\n', result.Failures.Select(failure => $"eng/fuzz.sh --seed {Seed} --format {name} --at {failure.Number}: {failure.What}")));
        Assert.Equal(Inputs, result.Inputs);
    }

    [Fact]
    public void Targets_AreEveryFormatAndEveryContainer() =>
        Assert.Equal([.. ImportFormats.All.Select(static format => format.Name), "zip", "gz", "tar", "tar.gz"], FuzzTarget.All.Select(static target => target.Name));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Make_SameSeedAndNumber_SameInput(string name)
    {
        Assert.Equal(Target(name).Make(Seed, 7), Target(name).Make(Seed, 7));
        Assert.NotEqual(Target(name).Make(Seed, 7), Target(name).Make(Seed, 8));
    }

    [Fact]
    public void Read_ReaderThatThrows_IsCaughtWithItsInput()
    {
        var failure = Assert.Single(new FuzzRun(Planted(static input => _ = input[0] == 3 ? throw new InvalidOperationException("planted") : 0), Seed).Read(0, 6).Failures);

        Assert.Equal(3, failure.Input[0]);
        Assert.Contains("planted", failure.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ReaderThatTrustsALength_IsCaught() =>
        Assert.Contains("allocated", Assert.Single(new FuzzRun(Planted(static input => GC.KeepAlive(new byte[input[0] == 3 ? FuzzRun.MostBytes + 1 : 1])), Seed).Read(0, 6).Failures).What, StringComparison.Ordinal);

    [Fact]
    public void Read_ReaderThatIsSlow_IsCaught()
    {
        var slow = Planted(static input => Thread.Sleep(input[0] == 1 ? FuzzRun.MostTime + TimeSpan.FromMilliseconds(50) : TimeSpan.Zero));

        Assert.Contains("took", Assert.Single(new FuzzRun(slow, Seed).Read(0, 3).Failures).What, StringComparison.Ordinal);
    }

    // One byte, in turn: the seed's numbers don't matter to it.
    private static FuzzTarget Planted(Action<byte[]> check)
    {
        byte next = 255;
        return new("planted", _ => [next++], check);
    }

    private static FuzzTarget Target(string name) => FuzzTarget.All.Single(target => target.Name == name);
}
