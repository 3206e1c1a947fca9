using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests.Events;

public sealed class TelemetryEventTests
{
    private static readonly RecordOrigin _origin = new(3, 77, "Microsoft-Windows-Sysmon/Operational", 1);

    [Fact]
    public void ProcessCreated_NothingRecorded_SaysNothing()
    {
        var created = Created();
        Assert.Null(created.CommandLine);
        Assert.Null(created.Signature);
        Assert.Null(created.ProcessGuid);
        Assert.Null(created.ParentProcessId);
        Assert.Same(FileHashes.None, created.Hashes);
    }

    [Fact]
    public void ProcessCreated_SameFields_IsEqual()
    {
        Assert.Equal(Created(), Created());
        Assert.NotEqual(Created(), Created() with { CommandLine = string.Empty });
        Assert.NotEqual(Created(), Created() with { Origin = _origin with { Index = 4 } });
    }

    [Fact]
    public void ImageLoaded_WithoutHashes_HasNone() =>
        Assert.Same(FileHashes.None, new ImageLoadedEvent
        {
            Origin = _origin,
            Host = "h",
            UtcTime = default,
            TimeBasis = TimeBasis.SysmonUtc,
            Image = "a",
            ImageLoaded = "b",
            Signature = SignatureFact.Unknown,
        }.Hashes);

    [Fact]
    public void RecordOrigin_AllParts_MakeItsIdentity()
    {
        Assert.Equal(_origin, new RecordOrigin(3, 77, "Microsoft-Windows-Sysmon/Operational", 1));
        Assert.NotEqual(_origin, _origin with { RecordId = null });
        Assert.NotEqual(_origin, _origin with { EventId = 7 });
    }

    private static ProcessCreatedEvent Created() => new()
    {
        Origin = _origin,
        Host = "h",
        UtcTime = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        TimeBasis = TimeBasis.SysmonUtc,
        Kind = WitnessKind.Sysmon1,
        Image = @"C:\a.exe",
    };
}
