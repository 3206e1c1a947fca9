namespace TriageConsole.Telemetry.Containers;

/// <summary>Containers by their first bytes.</summary>
internal enum ContainerKind
{
    None,
    Zip,
    Gzip,
    Tar,
}

internal static class ContainerBytes
{
    // What macOS puts beside every file in an archive.
    private static ReadOnlySpan<byte> AppleDouble => [0x00, 0x05, 0x16, 0x07];

    public static ContainerKind Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return ContainerKind.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]))
            return ContainerKind.Gzip;
        return TarHeader.TryParse(head, out _) ? ContainerKind.Tar : ContainerKind.None;
    }

    public static bool IsAppleDouble(ReadOnlySpan<byte> head) => head.StartsWith(AppleDouble);
}
