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
    private const int TarMagicAt = 257;
    private const int TarHeader = 512;

    /// <summary>An AppleDouble file: what macOS knows of a file beside its bytes.</summary>
    public static bool IsFinderNote(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x00, 0x05, 0x16, 0x07]);

    public static ContainerKind Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return ContainerKind.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]))
            return ContainerKind.Gzip;
        return head.Length >= TarHeader && head[TarMagicAt..].StartsWith("ustar"u8) ? ContainerKind.Tar : ContainerKind.None;
    }
}
