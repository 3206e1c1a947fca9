using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests.Processes;

public sealed class ParentRulesTests
{
    private const long Cmd = 1;
    private const long Other = 2;

    private static readonly DateTime _child = new(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public void Choose_NoCandidate_IsNone() => Assert.Null(Choose(Cmd));

    [Fact]
    public void Choose_SeveralEarlier_IsTheLatest() => Assert.Equal(2, Choose(Cmd, At(1, -60), At(2, -10), At(3, -30)));

    [Fact]
    public void Choose_AnyOrderOfCandidates_IsTheSame()
    {
        ParentCandidate[] candidates = [At(1, -60), At(2, -10), At(3, -10), At(4, 0.5, Other), At(5, 9)];
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            random.Shuffle(candidates);
            Assert.Equal(2, Choose(Cmd, candidates));
        }
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(1.1, false)]
    public void Choose_StartedAfterTheChild_OnlyWithinTheSlack(double seconds, bool expected) =>
        Assert.Equal(expected, Choose(Cmd, At(1, seconds)) == 1);

    [Fact]
    public void Choose_StartedWithinTheSlackWithAnotherImage_IsPassedOver() => Assert.Equal(1, Choose(Cmd, At(1, -60), At(2, 0.5, Other)));

    [Fact]
    public void Choose_AnotherImageThatStartedLater_RulesTheEarlierOut() => Assert.Null(Choose(Cmd, At(1, -60), At(2, -10, Other)));

    [Fact]
    public void Choose_NoNameGiven_TakesWhoeverHadTheId() => Assert.Equal(2, Choose(null, At(1, -60), At(2, -10, Other)));

    [Theory]
    [InlineData(-1.0, true)]
    [InlineData(-1.1, false)]
    [InlineData(5.0, true)]
    public void Choose_EndedBeforeTheChild_IsNotItsParent(double end, bool expected) =>
        Assert.Equal(expected, Choose(Cmd, At(1, -60) with { EndUtc = _child.AddSeconds(end) }) == 1);

    [Fact]
    public void Choose_LatestHasEnded_DoesNotFallBackOnAnEarlier() =>
        Assert.Null(Choose(Cmd, At(1, -60), At(2, -20) with { EndUtc = _child.AddSeconds(-10) }));

    [Theory]
    [InlineData(TimeBasis.SysmonUtc, TimeBasis.Uncertain, false)]
    [InlineData(TimeBasis.Uncertain, TimeBasis.SysmonUtc, false)]
    [InlineData(TimeBasis.Uncertain, TimeBasis.Uncertain, true)]
    [InlineData(TimeBasis.SysmonUtc, TimeBasis.Corrected, true)]
    public void Choose_TimeWithoutAZone_IsComparedOnlyWithItsLike(TimeBasis child, TimeBasis parent, bool expected) =>
        Assert.Equal(expected, ParentRules.Choose(_child, child, Cmd, [At(1, -5) with { Basis = parent }]) == 1);

    private static long? Choose(long? image, params ParentCandidate[] candidates) => ParentRules.Choose(_child, TimeBasis.SysmonUtc, image, candidates);

    private static ParentCandidate At(long id, double seconds, long image = Cmd) => new(id, _child.AddSeconds(seconds), TimeBasis.SysmonUtc, null, image);
}
