using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using Xunit;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class ExpiredUseTests
{
    [Theory]
    [InlineData(ApprovedUseState.Active, 0, true)]
    [InlineData(ApprovedUseState.Active, 1, false)]
    [InlineData(ApprovedUseState.Proposed, 0, false)]
    [InlineData(ApprovedUseState.Rejected, 0, false)]
    [InlineData(ApprovedUseState.Retired, 0, false)]
    public void Expired_UseThatEnded_IsNamedAndCoversNothing(ApprovedUseState state, int ticks, bool expected)
    {
        var use = Chain.Use(Chain.Matching) with { State = state, ExpiresUtc = Chain.Now.AddTicks(ticks) };
        var matcher = BaselineMatcher.Create([use], Chain.Now);

        Assert.Equal(expected ? use.Id : null, matcher.Expired(new Chain().Subject));
        Assert.Equal(state == ApprovedUseState.Active && ticks > 0 ? use.Id : null, matcher.Covering(new Chain().Subject));
        Assert.Equal(expected, matcher.HasExpired);
    }

    [Fact]
    public void Expired_ConditionFails_IsNotNamed() => Assert.Null(
        BaselineMatcher.Create([Chain.Use([.. Chain.Matching, new(UseField.Host, "other")]) with { ExpiresUtc = Chain.Now }], Chain.Now).Expired(new Chain().Subject));

    [Fact]
    public void Differences_OfATrial_AreTheConditionsThatFailAndWhatIsNotNamed()
    {
        var trial = new UseTrial(Chain.Use([new(UseField.Host, "other"), .. Chain.Matching.Where(c => c.Field is not (UseField.Host or UseField.ChildImage or UseField.ChildHash or UseField.ChildSigner))]));

        var differences = trial.Differences(new Chain().Subject);

        Assert.Equal([(UseField.Host, "other"), (UseField.ChildImage, null)], differences.Select(d => (d.Field, d.Condition?.Pattern)));
        Assert.Equal(["HOST-1"], differences[0].Values);
        Assert.False(trial.Covers(new Chain().Subject));
        Assert.True(new UseTrial(Chain.Use(Chain.Matching)).Covers(new Chain().Subject));
        Assert.Equal((1, 0), (trial.Failing(new Chain().Subject, 5), new UseTrial(Chain.Use(Chain.Matching)).Failing(new Chain().Subject, 5)));
    }
}
