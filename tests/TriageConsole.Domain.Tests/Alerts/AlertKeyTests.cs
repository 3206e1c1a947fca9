using TriageConsole.Domain.Alerts;

namespace TriageConsole.Domain.Tests.Alerts;

public sealed class AlertKeyTests
{
    private static readonly DateTime _start = new(2030, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);
    private static readonly Guid _guid = new("b7c5d3a1-1111-6789-0200-000000001300");

    [Fact]
    public void ToGuid_OneKey_IsForEverTheSame()
    {
        // Written down here, since alerts in databases of users are found by it.
        Assert.Equal(new AlertKey("HOST-1", _guid, 10, _start).ToGuid(), new AlertKey("HOST-1", _guid, 10, _start).ToGuid());
        Assert.Equal(PinnedWithGuid, new AlertKey("HOST-1", _guid, 10, _start).ToGuid().ToString("D"));
        Assert.Equal(PinnedWithoutGuid, new AlertKey("HOST-1", null, 10, _start).ToGuid().ToString("D"));
    }

    [Fact]
    public void ToGuid_WithProcessGuid_IgnoresProcessIdAndStart() =>
        Assert.Equal(new AlertKey("h", _guid, 10, _start).ToGuid(), new AlertKey("h", _guid, null, null).ToGuid());

    [Fact]
    public void ToGuid_HostInAnotherCase_IsTheSame() =>
        Assert.Equal(new AlertKey("Host.Corp", _guid, null, null).ToGuid(), new AlertKey("HOST.CORP", _guid, null, null).ToGuid());

    [Fact]
    public void ToGuid_AnotherHostGuidIdOrStart_IsAnother()
    {
        AlertKey[] keys =
        [
            new("h", _guid, null, null), new("g", _guid, null, null), new("h", Guid.NewGuid(), null, null),
            new("h", null, 10, _start), new("h", null, 11, _start), new("h", null, 10, _start.AddTicks(1)), new("g", null, 10, _start),
            new("h", null, null, _start), new("h", null, 10, null), new("h", null, null, null),
        ];
        Assert.Equal(keys.Length, keys.Select(key => key.ToGuid()).Distinct().Count());
    }

    [Fact]
    public void ToGuid_HostThatImitatesTheOtherParts_IsNotTakenForThem()
    {
        // A host name is hostile text; a slash in it must not shift the border between the parts.
        var ticks = _start.Ticks;
        Assert.NotEqual(new AlertKey("h", null, 1, _start).ToGuid(), new AlertKey("h/1", null, null, _start).ToGuid());
        Assert.NotEqual(new AlertKey("h/1", null, 2, _start).ToGuid(), new AlertKey("h", null, 1, _start).ToGuid());
        Assert.NotEqual(new AlertKey($"h/1/{ticks}", null, null, null).ToGuid(), new AlertKey("h", null, 1, _start).ToGuid());
        Assert.NotEqual(new AlertKey($"h/{_guid:D}", null, null, null).ToGuid(), new AlertKey("h", _guid, null, null).ToGuid());
    }

    [Fact]
    public void ToGuid_HostileHost_IsAVersion8Uuid()
    {
        foreach (var host in (string[])["", "<img src=x onerror=alert(1)>", "a\0b\ud800", new string('x', 32_768)])
        {
            var text = new AlertKey(host, null, 1, _start).ToGuid().ToString("D");
            Assert.Equal('8', text[14]);
            Assert.Contains(text[19], "89ab");
        }
    }

    private const string PinnedWithGuid = "e706bb5b-eff9-8e2b-8fa9-242bc1d9007a";
    private const string PinnedWithoutGuid = "47e60c03-0922-89cf-871e-bded147b826f";
}
