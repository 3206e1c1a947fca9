namespace TriageConsole.Domain.Processes;

/// <summary>What a Sysmon ProcessGuid itself says: its second and third group hold the second in which the process started.</summary>
public static class SysmonGuid
{
    /// <summary>The start of the process, UTC, cut to the second; null where the GUID holds no time (of another product).</summary>
    public static DateTime? StartSecond(Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        var seconds = ((long)bytes[6] << 24) | ((long)bytes[7] << 16) | ((long)bytes[4] << 8) | bytes[5];
        return seconds == 0 ? null : DateTime.UnixEpoch.AddSeconds(seconds);
    }

    /// <summary>Whether a process that started then can be the one with this GUID; false where the GUID holds no time.</summary>
    /// <param name="guid">The GUID.</param>
    /// <param name="startUtc">A sound start, UTC.</param>
    public static bool Fits(Guid guid, DateTime startUtc) =>
        StartSecond(guid) is { } second && startUtc >= second - TwinRules.Sound && startUtc < second + TimeSpan.FromSeconds(1) + TwinRules.Sound;
}
