using TriageConsole.Domain.Baseline;

namespace TriageConsole.Domain.Tests.Baseline;

public sealed class ApprovedUseTests
{
    [Fact]
    public void IsInForce_ActiveBeforeItsExpiry_Is() => Assert.True(Uses.Good.IsInForce(Uses.Good.ExpiresUtc.AddTicks(-1)));

    [Fact]
    public void IsInForce_FromTheMomentOfExpiry_IsNot()
    {
        Assert.False(Uses.Good.IsInForce(Uses.Good.ExpiresUtc));
        Assert.False(Uses.Good.IsInForce(Uses.Good.ExpiresUtc.AddYears(1)));
    }

    [Theory]
    [InlineData(ApprovedUseState.Proposed)]
    [InlineData(ApprovedUseState.Rejected)]
    [InlineData(ApprovedUseState.Retired)]
    [InlineData((ApprovedUseState)99)]
    public void IsInForce_AnyOtherState_IsNot(ApprovedUseState state) => Assert.False((Uses.Good with { State = state }).IsInForce(Uses.Now));

    [Fact]
    public void State_NotSaid_WaitsForApproval()
    {
        var use = new ApprovedUse { Id = Guid.NewGuid(), Title = "t", Owner = "o", Reason = "r", Conditions = [], ExpiresUtc = Uses.Now.AddDays(1) };
        Assert.Equal(ApprovedUseState.Proposed, use.State);
        Assert.False(use.IsInForce(Uses.Now));
    }
}
