namespace TriageConsole.Detection.Signals;

/// <summary>What file names the script host takes for scripts, and which engine goes with them.</summary>
internal static class ScriptExtensions
{
    public static bool IsScript(string extension) => extension is ".vbs" or ".vbe" or ".js" or ".jse" or ".wsf" or ".wsh" or ".ws" or ".wsc" or ".sct";

    public static bool Agrees(string extension, string engine) => extension switch
    {
        ".vbs" or ".vbe" => engine.StartsWith("vb", StringComparison.Ordinal),
        ".js" or ".jse" => engine.StartsWith("js", StringComparison.Ordinal) || engine.StartsWith("javascript", StringComparison.Ordinal) || engine.StartsWith("jscript", StringComparison.Ordinal),
        _ => true,
    };
}
