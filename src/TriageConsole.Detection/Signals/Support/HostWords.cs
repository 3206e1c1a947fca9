using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals;

/// <summary>Finds another proxy host named in a shell's command line together with something remote or inline.</summary>
internal static class HostWords
{
    public static (string Name, CommandToken Token)? Find(SignalContext context)
    {
        var line = context.Process.Line;
        var content = context.Process.Content;
        var risky = content.Contains("://", StringComparison.Ordinal) || content.Contains("script:", StringComparison.Ordinal)
            || content.Contains(@"\temp\", StringComparison.Ordinal) || content.Contains(@"\appdata\", StringComparison.Ordinal) || content.Contains(@"\users\public\", StringComparison.Ordinal) || content.Contains(@"c:\programdata\", StringComparison.Ordinal);
        if (!risky)
            return null;
        for (var i = line.FirstArgument; i < line.Tokens.Count; i++)
        {
            foreach (var word in line.Tokens[i].Value.Split([' ', '&', '|', '(', ')', ';'], StringSplitOptions.RemoveEmptyEntries))
            {
                var name = WindowsPath.FileName(word);
                if (name.Length is < 2 or > 40)
                    continue;
                if (context.Reference.HostByName(name.Contains('.') ? name : name + ".exe") is { IsCarrier: false, Spawns: not SpawnHabit.Routine } host && host.Folders.Count > 0)
                    return (name, line.Tokens[i]);
            }
        }

        return null;
    }
}
