using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Hosts;
using TriageConsole.Web.Tests.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Hosts;

public sealed class HostSilenceTests
{
    private static readonly DateTime _noon = HostStory.Noon;

    [Theory]
    [InlineData(24, false, -1, -2, -3)]
    [InlineData(25, true, -1, -2, -3)]
    [InlineData(72, false, -3, -4, -7)]
    [InlineData(73, true, -3, -4, -7)]
    [InlineData(73, true, -3, -3)]
    [InlineData(24, false)]
    [InlineData(25, true)]
    public void IsSilent_LongerThanTheLongestPauseAndADay_Is(int hours, bool expected, params int[] days) =>
        Assert.Equal(expected, HostSilence.IsSilent(_noon.AddHours(-hours), days.Select(day => HostStory.Today.AddDays(day)), _noon));

    [Fact]
    public void IsSilent_ClockAhead_IsNot() => Assert.False(HostSilence.IsSilent(_noon.AddDays(9), [], _noon));

    [Fact]
    public void Allowed_DaysInAnyOrder_IsTheLongestPause() =>
        Assert.Equal(TimeSpan.FromDays(5), HostSilence.Allowed([new(2030, 3, 9), new(2030, 3, 1), new(2030, 3, 4)]));

    [Fact]
    public void Of_SilentHost_IsSilentWhateverItSent()
    {
        Assert.Equal(ComponentState.Silent, HostHealthWords.Of(HostCoverageTests.Full, isSilent: true));
        Assert.Equal(ComponentState.Covered, HostHealthWords.Of(HostCoverageTests.Full, isSilent: false));
    }

    [Fact]
    public void Of_EveryHealth_HasItsOwnWordAndMark()
    {
        var healths = Enum.GetValues<ComponentState>();

        Assert.Equal(healths.Length, healths.Select(HostHealthWords.Of).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(healths.Length, healths.Select(HostHealthWords.Mark).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void OfHost_WhatIsMissing_IsSaidOfThisHost()
    {
        Assert.Empty(CoverageAdvice.OfHost(HostCoverageTests.Full));
        var said = CoverageAdvice.OfHost(HostCoverageTests.Host((DataComponent.ModuleLoad, 1)));
        Assert.StartsWith("No process creation from this host", Assert.Single(said), StringComparison.Ordinal);
    }
}
