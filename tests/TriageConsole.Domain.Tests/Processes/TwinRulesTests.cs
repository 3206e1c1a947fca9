using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests.Processes;

public sealed class TwinRulesTests
{
    private static readonly DateTime _start = new(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static readonly StartClaim _sysmon = new(_start, TimeBasis.SysmonUtc, WitnessKind.Sysmon1, Guid.Parse("00000001-0000-0000-0000-000000000000"), 7, 8, 9);
    private static readonly StartClaim _security = new(_start, TimeBasis.LogUtc, WitnessKind.Security4688, null, 7, 8, 9);

    [Fact]
    public void Match_SameGuid_IsSureWhateverElseDiffers() =>
        Assert.Equal(TwinMatch.Sure, TwinRules.Match(_sysmon, _sysmon with { StartUtc = _start.AddYears(1), ImageName = 99, CommandLine = null }));

    [Fact]
    public void Match_TwoGuids_AreTwoProcessesWhateverElseAgrees() =>
        Assert.Equal(TwinMatch.None, TwinRules.Match(_sysmon, _sysmon with { ProcessGuid = Guid.NewGuid() }));

    [Fact]
    public void Match_SysmonAndSecurityOfOneMoment_AreOne() => Assert.Equal(TwinMatch.Sure, Both(_sysmon, _security));

    [Fact]
    public void Match_AnotherImage_IsAnotherProcess() => Assert.Equal(TwinMatch.None, Both(_sysmon, _security with { ImageName = 1 }));

    [Fact]
    public void Match_SoundTimesWithOtherWords_AreOneSinceTheDisagreementIsEvidence() =>
        Assert.Equal(TwinMatch.Sure, Both(_sysmon, _security with { CommandLine = 1, ParentProcessId = 1 }));

    [Theory]
    [InlineData(TimeBasis.LogUtc, 2.0, TwinMatch.Sure)]
    [InlineData(TimeBasis.LogUtc, 2.1, TwinMatch.None)]
    [InlineData(TimeBasis.Corrected, 4.0, TwinMatch.Sure)]
    [InlineData(TimeBasis.Corrected, 4.1, TwinMatch.None)]
    [InlineData(TimeBasis.Uncertain, 93_600.0, TwinMatch.Likely)]
    [InlineData(TimeBasis.Uncertain, 93_601.0, TwinMatch.None)]
    public void Match_TimesApart_IsDecidedByTheLessSoundOne(TimeBasis basis, double seconds, TwinMatch expected)
    {
        Assert.Equal(expected, Both(_sysmon, _security with { Basis = basis, StartUtc = _start.AddSeconds(seconds) }));
        Assert.Equal(expected, Both(_sysmon, _security with { Basis = basis, StartUtc = _start.AddSeconds(-seconds) }));
    }

    [Fact]
    public void Match_UncertainTimeWithOtherWords_IsAnotherProcess()
    {
        var uncertain = _security with { Basis = TimeBasis.Uncertain, StartUtc = _start.AddHours(2) };
        Assert.Equal(TwinMatch.Likely, Both(_sysmon, uncertain));
        Assert.Equal(TwinMatch.None, Both(_sysmon, uncertain with { CommandLine = 1 }));
        Assert.Equal(TwinMatch.None, Both(_sysmon, uncertain with { CommandLine = null }));
        Assert.Equal(TwinMatch.None, Both(_sysmon, uncertain with { ParentProcessId = 1 }));
        Assert.Equal(TwinMatch.None, Both(_sysmon, uncertain with { ParentProcessId = null }));
    }

    [Fact]
    public void Match_TheSameKindTwice_IsOneRecordOnlyWithinItsSecondAndWithItsWords()
    {
        var again = _security with { StartUtc = _start.AddSeconds(0.9) };
        Assert.Equal(TwinMatch.Sure, Both(_security, again));
        Assert.Equal(TwinMatch.Sure, Both(_security, again with { CommandLine = null, ParentProcessId = null }));
        Assert.Equal(TwinMatch.None, Both(_security, again with { StartUtc = _start.AddSeconds(1) }));
        Assert.Equal(TwinMatch.None, Both(_security, again with { CommandLine = 1 }));
        Assert.Equal(TwinMatch.None, Both(_security, again with { ParentProcessId = 1 }));
    }

    // What was merged keeps the time and the words of the better witness: the other's record, read again, still is the same.
    [Theory]
    [InlineData(0.5, false, TwinMatch.Sure)]
    [InlineData(0.5, true, TwinMatch.Sure)]
    [InlineData(1.5, false, TwinMatch.Sure)]
    [InlineData(1.5, true, TwinMatch.None)]
    [InlineData(2.1, false, TwinMatch.None)]
    public void Match_MergedClaimAndOneOfItsKinds_IsTheSameRecordWithinItsSecondOrByItsWords(double seconds, bool otherParent, TwinMatch expected)
    {
        var merged = _sysmon with { Kinds = WitnessKind.Security4688 | WitnessKind.Sysmon1 };

        Assert.Equal(expected, Both(merged, _security with { StartUtc = _start.AddSeconds(seconds), ParentProcessId = otherParent ? 1 : 9 }));
    }

    [Fact]
    public void Match_AnyTwoClaims_DoesNotDependOnTheirOrder()
    {
        var random = new Random(20300102);
        Guid[] guids = [Guid.NewGuid(), Guid.NewGuid()];
        for (var i = 0; i < 20_000; i++)
            Both(Any(random, guids), Any(random, guids));
    }

    [Fact]
    public void Match_AnyClaimAndItself_IsAlwaysOne()
    {
        var random = new Random(20300103);
        for (var i = 0; i < 1_000; i++)
        {
            var claim = Any(random, [Guid.NewGuid()]);
            Assert.Equal(TwinMatch.Sure, TwinRules.Match(claim, claim));
        }
    }

    [Fact]
    public void Tolerance_OfEachPair_IsThatOfTheLessSound()
    {
        Assert.Equal(TwinRules.Sound, TwinRules.Tolerance(TimeBasis.SysmonUtc, TimeBasis.LogUtc));
        Assert.Equal(TwinRules.Corrected, TwinRules.Tolerance(TimeBasis.Corrected, TimeBasis.SysmonUtc));
        Assert.Equal(TwinRules.Uncertain, TwinRules.Tolerance(TimeBasis.SysmonUtc, TimeBasis.Uncertain));
        Assert.Equal(TwinRules.Uncertain, TwinRules.Tolerance(TimeBasis.Uncertain, TimeBasis.Corrected));
    }

    private static TwinMatch Both(StartClaim first, StartClaim second)
    {
        var match = TwinRules.Match(first, second);
        Assert.Equal(match, TwinRules.Match(second, first));
        return match;
    }

    private static StartClaim Any(Random random, Guid[] guids) => new(
        _start.AddMilliseconds(random.Next(5_000)),
        (TimeBasis)random.Next(4),
        (WitnessKind)(1 << random.Next(3)),
        random.Next(3) is var pick && pick < guids.Length ? guids[pick] : null,
        random.Next(2),
        random.Next(3) == 0 ? null : random.Next(2),
        random.Next(3) == 0 ? null : random.Next(2));
}
