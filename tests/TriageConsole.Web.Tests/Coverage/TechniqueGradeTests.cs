using TriageConsole.Web.Features.Coverage.Grade;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class TechniqueGradeTests
{
    private static readonly TechniqueEvidence _full = new() { Hosts = (10, 0, 0), Attacks = (10, 0, 0), Signals = (4, 4), Alerts = (0, 8) };

    [Fact]
    public void Of_EverythingThere_IsCoveredWhole()
    {
        var grade = TechniqueGrade.Of(_full);

        Assert.Equal((100, GradeWord.Covered), (grade.Score, grade.Word));
        Assert.Equal([GradeFactorKind.Telemetry, GradeFactorKind.SelfTest, GradeFactorKind.Signals, GradeFactorKind.Baseline], grade.Factors.Select(f => f.Kind));
        Assert.All(grade.Factors, factor => Assert.Equal(1, factor.Share));
    }

    [Fact]
    public void Of_TwoFactorsHalved_IsTheirProduct()
    {
        var grade = TechniqueGrade.Of(_full with { Hosts = (0, 10, 0), Attacks = (5, 0, 5) });

        Assert.Equal((25, GradeWord.Poor), (grade.Score, grade.Word));
        Assert.Equal("Of 10 hosts 0 covered, 10 weakened, 0 not or silent.", grade.Factors[0].Reason);
        Assert.Equal("5 of 10 attacks raised.", grade.Factors[1].Reason);
    }

    [Theory]
    [InlineData(8, GradeWord.Covered)]
    [InlineData(7, GradeWord.Weakened)]
    [InlineData(4, GradeWord.Weakened)]
    [InlineData(3, GradeWord.Poor)]
    [InlineData(0, GradeWord.Poor)]
    public void Word_AtEachLimit_IsTheHonestOne(int raised, GradeWord expected) =>
        Assert.Equal(expected, TechniqueGrade.Of(_full with { Attacks = (raised, 0, 10 - raised) }).Word);

    [Fact]
    public void Of_NoHostOrNoneThatCanBeEvaluated_IsNotEvaluable()
    {
        Assert.Equal("No host sent telemetry.", Untold(_full with { Hosts = default }));
        Assert.Equal("Of 3 hosts 0 covered, 0 weakened, 3 not or silent.", Untold(_full with { Hosts = (0, 0, 3) }));
    }

    [Fact]
    public void Of_NoSelfTestOrNoAttackOfIt_IsNotEvaluable()
    {
        Assert.Equal("No self-test was completed.", Untold(_full with { Attacks = null }));
        Assert.Equal("The self-test has no attack of it.", Untold(_full with { Attacks = (0, 0, 0) }));
    }

    [Fact]
    public void Of_NoSignalOfItsOwn_IsNotEvaluableAndAllOffIsNone()
    {
        Assert.Equal("No signal looks for it alone.", Untold(_full with { Signals = (0, 0) }));
        Assert.Equal(0, TechniqueGrade.Of(_full with { Signals = (0, 4) }).Score);
    }

    [Fact]
    public void Of_AttacksThatApprovedUsesHide_CountAgainstTheBaselineNotAgainstDetection()
    {
        var grade = TechniqueGrade.Of(_full with { Attacks = (6, 4, 0) });

        Assert.Equal((1, 0.6), (grade.Factors[1].Share!.Value, grade.Factors[3].Share!.Value));
        Assert.Equal("4 attacks hidden by approved uses.", grade.Factors[3].Reason);
        Assert.Equal(60, grade.Score);
    }

    [Fact]
    public void Of_AlertsCoveredForEverybody_NarrowTheBaselineByHalf()
    {
        Assert.Equal(50, TechniqueGrade.Of(_full with { Alerts = (8, 8) }).Score);
        Assert.Equal("2 of 8 alerts covered for everybody.", TechniqueGrade.Of(_full with { Alerts = (2, 8) }).Factors[3].Reason);
        Assert.Equal(100, TechniqueGrade.Of(_full with { Alerts = (0, 0) }).Score);
    }

    [Fact]
    public void Score_AlmostWhole_IsNotRoundedToWhole() => Assert.Equal(99, TechniqueGrade.Of(_full with { Hosts = (999, 1, 0) }).Score);

    [Fact]
    public void Score_MoreOfAnythingGood_NeverLowersIt()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var less = new TechniqueEvidence
            {
                Hosts = (random.Next(5), random.Next(5), 1 + random.Next(5)),
                Attacks = (random.Next(6), random.Next(6), 1 + random.Next(6)),
                Signals = (random.Next(3), 4),
                Alerts = (1 + random.Next(4), 9),
            };
            var ((caught, hidden, missed), (on, all)) = (less.Attacks!.Value, less.Signals);
            var before = TechniqueGrade.Of(less).Score ?? 0;
            foreach (var more in (TechniqueEvidence[])
            [
                less with { Hosts = (less.Hosts.Covered + 1, less.Hosts.Weakened, less.Hosts.NotEvaluable - 1) },
                less with { Attacks = (caught + 1, hidden, missed - 1) },
                less with { Signals = (on + 1, all) },
                less with { Alerts = (less.Alerts.Broadly - 1, less.Alerts.All) },
            ])
            {
                Assert.True((TechniqueGrade.Of(more).Score ?? 0) >= before, $"{less} → {more}");
            }
        }
    }

    private static string Untold(TechniqueEvidence evidence)
    {
        var grade = TechniqueGrade.Of(evidence);
        Assert.Equal((null, GradeWord.NotEvaluable), (grade.Score, grade.Word));
        return Assert.Single(grade.Factors, factor => factor.Share is null).Reason;
    }

    [Fact]
    public void SharedReasons_SameEverywhere_AreSaidOnce()
    {
        static TechniqueLine Line(string id, int caught) => new()
        {
            Id = id,
            Name = id,
            Tactics = [],
            Grade = TechniqueGrade.Of(new() { Hosts = (1, 0, 0), Attacks = (caught, 0, 0), Signals = (1, 1) }),
        };
        var report = new GradeReport { AttackVersion = "19", Lines = [Line("T1", 1), Line("T2", 2)] };

        Assert.Equal(
            [(GradeFactorKind.Telemetry, "Of 1 host 1 covered, 0 weakened, 0 not or silent."), (GradeFactorKind.Signals, "1 of 1 signal on."), (GradeFactorKind.Baseline, "No attack hidden, nothing covered for everybody.")],
            report.SharedReasons().Select(one => (one.Key, one.Value)));
        Assert.Empty((report with { Lines = [Line("T1", 1)] }).SharedReasons());
    }
}
