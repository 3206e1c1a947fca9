using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals;

/// <summary>Where a command line names a signed script.</summary>
/// <param name="Token">The argument that names it.</param>
/// <param name="Start">Start of the name within the argument.</param>
/// <param name="Length">Length of the name.</param>
internal sealed record SignedScriptUse(CommandToken Token, int Start, int Length)
{
    /// <summary>
    /// The use of a signed script; null where there is none. A script host must run it; a shell need only name it, in any
    /// folder and any order. A path that is known to lie where only attackers write is another script by the same name.
    /// </summary>
    public static SignedScriptUse? Find(SignalContext context, string scriptId)
    {
        var process = context.Process;
        if (process.Identity is { Host.IsCarrier: false })
        {
            foreach (var payload in process.Payloads)
            {
                if (payload.Kind != PayloadKind.Script || payload.Path is null || payload.Path.Stream is not null)
                    continue;
                if (!context.Reference.ScriptsByName.TryGetValue(payload.Path.FileName, out var script) || script.Id != scriptId)
                    continue;
                foreach (var token in process.Line.Tokens)
                {
                    if (token.Start == payload.Start)
                        return new SignedScriptUse(token, 0, token.Value.Length);
                }
            }

            return null;
        }

        foreach (var script in context.Reference.SignedScripts)
        {
            if (script.Id != scriptId)
                continue;
            foreach (var name in script.Names)
            {
                foreach (var token in process.Line.Tokens)
                {
                    var at = token.Value.IndexOf(name, StringComparison.Ordinal);
                    if (at >= 0 && (at == 0 || !char.IsLetterOrDigit(token.Value[at - 1])))
                        return new SignedScriptUse(token, at, name.Length);
                }
            }
        }

        return null;
    }

    /// <summary>Whether the script's path is known and lies outside trusted folders.</summary>
    public bool IsElsewhere(SignalContext context) =>
        context.Process.Payloads.FirstOrDefault(payload => payload.Start == Token.Start) is { } payload && LocationWords.IsRisky(payload.Location);

    /// <summary>All that stands after the script's name.</summary>
    public string After(CommandLineView line)
    {
        var index = -1;
        for (var i = 0; i < line.Tokens.Count; i++)
        {
            if (ReferenceEquals(line.Tokens[i], Token))
                index = i;
        }

        var rest = Token.Value[(Start + Length)..];
        return index < 0 ? rest : string.Join(' ', new[] { rest }.Concat(line.Tokens.Skip(index + 1).Select(token => token.Value))).Trim();
    }
}
