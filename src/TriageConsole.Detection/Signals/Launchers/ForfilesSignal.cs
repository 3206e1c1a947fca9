using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Launchers;

internal sealed class ForfilesSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "forfiles-command",
        SignalFamilies.ProxyHost,
        "forfiles runs a command that has nothing to do with the files it found",
        "T1202",
        SignalSubject.Host,
        ["forfiles"],
        ["unrelated", "single", "risky"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var command = context.Process.Payloads.FirstOrDefault(payload => payload.Kind == PayloadKind.InlineCode);
        var program = context.Process.Payloads.FirstOrDefault(payload => payload.Kind == PayloadKind.Program);
        if (command is null || program is null)
            return null;
        var evidence = context.Words(command, "the command");
        if (program.Path?.Stream is not null || LocationWords.IsRisky(program.Location) || command.Text.Contains("://", StringComparison.Ordinal))
            return context.Find(this, weights["risky"], $"forfiles runs {program.Path} from {LocationWords.Describe(program.Location)}", null, evidence);

        // @path, @file, @fname, @ext, @isdir, @fsize, @fdate, @ftime, @relpath: what the files are handed over by.
        if (command.Text.Contains('@') || program.Path?.FileName is "echo" || command.Text.StartsWith("cmd /c echo", StringComparison.Ordinal))
            return null;
        var mask = context.Process.Line.Tokens.SkipWhile(token => !token.IsOption("m")).Skip(1).FirstOrDefault();
        var single = mask is not null && mask.Value.AsSpan().IndexOfAny('*', '?') < 0;
        return context.Find(this, weights[single ? "single" : "unrelated"],
            single ? "forfiles finds one file that is always there and runs another program for it" : "forfiles runs a command that takes none of the files it found", null, evidence);
    }
}
