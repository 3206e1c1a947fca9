using System.CommandLine;
using TriageConsole.Web.Features.Headless;
using TriageConsole.Web.Features.Headless.Evaluation;

namespace TriageConsole.Web.Hosting;

/// <summary>The command line: without a subcommand the console is served; the headless ones stand beside it.</summary>
public static class CommandLine
{
    /// <summary>Exit code for arguments or settings that cannot be used.</summary>
    public const int Unusable = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        List<string> faults = [.. parsed.Errors.Select(error => error.Message)];
        if (parsed.CommandResult == parsed.RootCommandResult)
            faults.AddRange(parsed.UnmatchedTokens.Where(token => !IsSetting(token)).Select(NoSetting));
        if (faults.Count > 0)
        {
            faults.Add("Try --help.");
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
            return Unusable;
        }

        // The web host listens for Ctrl+C and SIGTERM itself; two listeners would cut its orderly stop short.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static RootCommand Root()
    {
        var demo = new Option<bool>("--demo")
        {
            Description = "Development only: adds one user per role and prints their passwords.",
        };
        var root = new RootCommand("Triage Console. Without a command it serves; settings may follow as --Section:Key=value.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        root.Options.Add(demo);
        root.Subcommands.Add(ScanCommand.Create());
        root.Subcommands.Add(ReadCommand.Create());
        root.Subcommands.Add(EvaluateCommand.Create());
        root.Subcommands.Add(VerifyPackCommand.Create());
        root.SetAction((parsed, cancellationToken) => WebHost.RunAsync(
            new ServeArguments { Demo = parsed.GetValue(demo), Settings = [.. parsed.UnmatchedTokens] }, cancellationToken));
        return root;
    }

    // A misspelt subcommand must not start a server.
    private static bool IsSetting(string token) =>
        token.StartsWith("--", StringComparison.Ordinal) && token.IndexOf('=', StringComparison.Ordinal) > 2;

    private static string NoSetting(string token) =>
        $"'{token}' is neither a command nor a setting (--Section:Key=value).";
}
