using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Tests.Decisions;
using Xunit;

namespace TriageConsole.Web.Tests.SelfTest;

public sealed class SelfTestAttacksTests
{
    [Fact]
    public void Count_AttacksThatShip_AreJudgedToBeSeen() => Assert.True(UseChecks.Attacks.Count > 100, $"{UseChecks.Attacks.Count} attacks");

    [Fact]
    public void HiddenBy_ProxyHostAlone_HidesWhateverTheHostAndUser()
    {
        UseCondition[] broad = [new(UseField.Host, "srv-1"), new(UseField.User, @"corp\admin"), new(UseField.ProxyImage, @"*\mshta.exe")];

        Assert.NotEmpty(UseChecks.Attacks.HiddenBy(broad));
        Assert.Equal(UseChecks.Attacks.HiddenBy(broad[2..]), UseChecks.Attacks.HiddenBy(broad));
        Assert.NotEmpty(UseChecks.Attacks.HiddenBy(broad[..1]));
    }

    [Fact]
    public void HiddenBy_NarrowUseOrNone_HidesNothing()
    {
        Assert.Empty(UseChecks.Attacks.HiddenBy(UseChecks.Covering));
        Assert.Empty(UseChecks.Attacks.HiddenBy([]));
    }
}
