using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests.Processes;

public sealed class SysmonGuidTests
{
    // 0x5F8B1234 seconds: the low half stands in the second group, the high half in the third.
    private static readonly DateTime _second = DateTime.UnixEpoch.AddSeconds(0x5F8B1234);
    private static readonly Guid _guid = new("aabbccdd-1234-5f8b-1100-000000002200");

    [Fact]
    public void StartSecond_OfASysmonGuid_IsTheSecondOfTheStart()
    {
        Assert.Equal(_second, SysmonGuid.StartSecond(_guid));
        Assert.Equal(DateTimeKind.Utc, SysmonGuid.StartSecond(_guid)!.Value.Kind);
    }

    [Fact]
    public void StartSecond_WithoutATime_IsNone() => Assert.Null(SysmonGuid.StartSecond(new Guid("aabbccdd-0000-0000-1100-000000002200")));

    [Fact]
    public void StartSecond_LargestTime_DoesNotOverflow() =>
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(uint.MaxValue), SysmonGuid.StartSecond(new Guid("00000000-ffff-ffff-0000-000000000000")));

    [Theory]
    [InlineData(-2.001, false)]
    [InlineData(-2.0, true)]
    [InlineData(0.0, true)]
    [InlineData(2.999, true)]
    [InlineData(3.0, false)]
    public void Fits_StartAroundTheSecond_WithinWhatClocksDiffer(double seconds, bool expected) =>
        Assert.Equal(expected, SysmonGuid.Fits(_guid, _second.AddSeconds(seconds)));

    [Fact]
    public void Fits_GuidWithoutATime_Never() => Assert.False(SysmonGuid.Fits(Guid.Empty, DateTime.UnixEpoch));
}
