using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Processes;

namespace TriageConsole.Detection.Signals;

/// <summary>PowerShell's switches, which may be cut short as far as they stay unique.</summary>
internal static class PowerShellWords
{
    /// <summary>Whether the process is PowerShell or its command line starts one.</summary>
    public static bool Names(SignalContext context, ProcessView process) =>
        context.Reference.IsIn("powershells", process.FileName) || process.Content.Contains("powershell", StringComparison.Ordinal) || process.Content.Contains("pwsh", StringComparison.Ordinal);

    /// <summary>Whether a long argument follows a switch.</summary>
    public static bool HasLongArgument(CommandLineView line, CommandToken option)
    {
        if (option.OptionRest > 0 && option.OptionValue.Length >= 16)
            return true;
        for (var i = 0; i + 1 < line.Tokens.Count; i++)
        {
            if (ReferenceEquals(line.Tokens[i], option))
                return line.Tokens[i + 1].Value.Length >= 16 && !line.Tokens[i + 1].Value.Contains(' ');
        }

        return false;
    }

    /// <summary>Whether the window is hidden: <c>-w hidden</c>, <c>-windowstyle 1</c>, in any length.</summary>
    public static bool HidesWindow(CommandLineView line)
    {
        for (var i = 0; i + 1 < line.Tokens.Count; i++)
        {
            if (line.Tokens[i].OptionName is { Length: > 0 } option && "windowstyle".StartsWith(option, StringComparison.Ordinal)
                && (line.Tokens[i + 1].Value is "1" || line.Tokens[i + 1].Value.StartsWith("hid", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    /// <summary>Whether profile or execution policy are skipped.</summary>
    public static bool SkipsPolicy(string content) =>
        content.Contains("bypass", StringComparison.Ordinal) || content.Contains("unrestricted", StringComparison.Ordinal)
        || content.Contains("-nop", StringComparison.Ordinal) || content.Contains("/nop", StringComparison.Ordinal) || content.Contains("-noprofile", StringComparison.Ordinal);
}
