using TriageConsole.Detection.CommandLines;

namespace TriageConsole.Detection.Signals;

/// <summary>.NET's own compiled images, which are never signed and make up nine tenths of all unsigned loads.</summary>
internal static class NativeImages
{
    public static bool Is(CanonicalPath path) =>
        path.Text.Contains(@"\assembly\nativeimages_", StringComparison.Ordinal) || path.Text.EndsWith(".ni.dll", StringComparison.Ordinal) || path.Text.EndsWith(".ni.exe", StringComparison.Ordinal);
}
