using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>Makes events as the mappers do. Times are seconds after a fixed moment.</summary>
internal static class Tell
{
    public const string Host = "ws1.example.test";
    public static readonly DateTime Zero = new(2024, 5, 6, 7, 0, 0, DateTimeKind.Utc);

    public static DateTime At(double seconds) => Zero.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));

    /// <summary>A GUID as Sysmon makes it: machine, second of the start, counter.</summary>
    public static Guid Guid(double startSecond, int counter)
    {
        var seconds = (uint)(At(startSecond) - DateTime.UnixEpoch).TotalSeconds;
        return new Guid(0xAABBCCDD, (ushort)(seconds & 0xFFFF), (ushort)(seconds >> 16), 0, 0, 0, 0, (byte)(counter >> 24), (byte)(counter >> 16), (byte)(counter >> 8), (byte)counter);
    }

    public static ProcessCreatedEvent Sysmon1(long index, double at, uint pid, string image, string? command = null) => new()
    {
        Origin = new(index, 1000 + index, "Microsoft-Windows-Sysmon/Operational", 1),
        Host = Host,
        UtcTime = At(at),
        TimeBasis = TimeBasis.SysmonUtc,
        Kind = WitnessKind.Sysmon1,
        ProcessGuid = Guid(at, (int)pid),
        ProcessId = pid,
        Image = image,
        CommandLine = command ?? image,
        User = @"EXAMPLE\ann",
    };

    public static ProcessCreatedEvent From(this ProcessCreatedEvent child, ProcessCreatedEvent parent) => child with
    {
        ParentProcessGuid = child.Kind == WitnessKind.Security4688 ? null : parent.ProcessGuid,
        ParentProcessId = parent.ProcessId,
        ParentImage = parent.Image,
        ParentCommandLine = child.Kind == WitnessKind.Security4688 ? null : parent.CommandLine,
    };

    public static ProcessCreatedEvent Security4688(long index, double at, uint pid, string image, string? command = null) => new()
    {
        Origin = new(index, 5000 + index, "Security", 4688),
        Host = Host,
        UtcTime = At(at),
        TimeBasis = TimeBasis.LogUtc,
        Kind = WitnessKind.Security4688,
        ProcessId = pid,
        Image = image,
        CommandLine = command ?? image,
        User = @"EXAMPLE\ann",
    };

    /// <summary>The 4688 of a process that Sysmon saw too.</summary>
    public static ProcessCreatedEvent Twin(this ProcessCreatedEvent sysmon, long index, double later = 0.01) =>
        Security4688(index, 0, sysmon.ProcessId!.Value, sysmon.Image, sysmon.CommandLine) with
        {
            UtcTime = sysmon.UtcTime.AddTicks((long)(later * TimeSpan.TicksPerSecond)),
            ParentProcessId = sysmon.ParentProcessId,
            ParentImage = sysmon.ParentImage,
        };

    public static ProcessEndedEvent Sysmon5(long index, double at, ProcessCreatedEvent process) => new()
    {
        Origin = new(index, 1000 + index, "Microsoft-Windows-Sysmon/Operational", 5),
        Host = Host,
        UtcTime = At(at),
        TimeBasis = TimeBasis.SysmonUtc,
        ProcessGuid = process.ProcessGuid,
        ProcessId = process.ProcessId,
        Image = process.Image,
    };

    public static ProcessEndedEvent Security4689(long index, double at, ProcessCreatedEvent process) =>
        Sysmon5(index, at, process) with { Origin = new(index, 5000 + index, "Security", 4689), TimeBasis = TimeBasis.LogUtc, ProcessGuid = null };

    public static ImageLoadedEvent Sysmon7(long index, double at, ProcessCreatedEvent process, string module, SignatureFact signature, string? sha1 = null) => new()
    {
        Origin = new(index, 1000 + index, "Microsoft-Windows-Sysmon/Operational", 7),
        Host = Host,
        UtcTime = At(at),
        TimeBasis = TimeBasis.SysmonUtc,
        ProcessGuid = process.ProcessGuid,
        ProcessId = process.ProcessId,
        Image = process.Image,
        ImageLoaded = module,
        Hashes = new() { Sha1 = sha1 },
        Signature = signature,
    };

    public static ProcessAccessedEvent Sysmon10(long index, double at, ProcessCreatedEvent source, ProcessCreatedEvent target) => new()
    {
        Origin = new(index, 1000 + index, "Microsoft-Windows-Sysmon/Operational", 10),
        Host = Host,
        UtcTime = At(at),
        TimeBasis = TimeBasis.SysmonUtc,
        SourceProcessGuid = source.ProcessGuid,
        SourceProcessId = source.ProcessId,
        SourceImage = source.Image,
        TargetProcessGuid = target.ProcessGuid,
        TargetProcessId = target.ProcessId,
        TargetImage = target.Image,
        GrantedAccess = 0x1FFFFF,
    };

    public static FileCreatedEvent Sysmon11(long index, double at, ProcessCreatedEvent process, string target) => new()
    {
        Origin = new(index, 1000 + index, "Microsoft-Windows-Sysmon/Operational", 11),
        Host = Host,
        UtcTime = At(at),
        TimeBasis = TimeBasis.SysmonUtc,
        ProcessGuid = process.ProcessGuid,
        ProcessId = process.ProcessId,
        Image = process.Image,
        TargetFilename = target,
    };

    public static SignatureFact Valid { get; } = new(SignatureStatus.Valid, SignatureSource.OwnImageLoad, "Microsoft Windows", true, "Valid");

    public static SignatureFact Unsigned { get; } = new(SignatureStatus.Unsigned, SignatureSource.OwnImageLoad, null, false, "Unavailable");

    public static string Sha1(int n) => n.ToString("X40", System.Globalization.CultureInfo.InvariantCulture);
}
