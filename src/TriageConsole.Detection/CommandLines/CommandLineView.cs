using System.Text;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.CommandLines;

/// <summary>
/// A command line read once: the raw text untouched, its arguments by Windows' rules, and a canonical text that is equal
/// for every way of writing the same thing. Every argument knows where it stands in the raw text.
/// </summary>
public sealed class CommandLineView
{
    private string? _canonical;

    private CommandLineView(string raw, string text, IReadOnlyList<CommandToken> tokens, int arguments, CommandLineTricks tricks)
    {
        Raw = raw;
        Text = text;
        Tokens = tokens;
        FirstArgument = arguments;
        Tricks = tricks;
    }

    /// <summary>As recorded.</summary>
    public string Raw { get; }

    /// <summary>Canonical by character, quotes still standing: what patterns over the whole line read.</summary>
    public string Text { get; }

    /// <summary>All arguments, the program's name among them where it is there.</summary>
    public IReadOnlyList<CommandToken> Tokens { get; }

    /// <summary>Index of the first real argument: 0 where the line starts without the program's name.</summary>
    public int FirstArgument { get; }

    /// <summary>What had to be undone.</summary>
    public CommandLineTricks Tricks { get; }

    /// <summary>The arguments after the program's name.</summary>
    public IEnumerable<CommandToken> Arguments => Tokens.Skip(FirstArgument);

    /// <summary>
    /// The canonical command line: file name of the program, then every argument with its path canonical, options marked by
    /// a single dash, blanks single, quotes only round arguments that hold blanks.
    /// </summary>
    public string Canonical => _canonical ??= Write();

    /// <summary>Reads a command line.</summary>
    /// <param name="raw">As recorded; null and empty give an empty view.</param>
    /// <param name="image">The process's image, by which the program's own name is told from a first argument.</param>
    public static CommandLineView Parse(string? raw, string? image = null)
    {
        if (string.IsNullOrWhiteSpace(raw))
            return new CommandLineView(raw ?? string.Empty, string.Empty, [], 0, CommandLineTricks.None);
        var tricks = CommandLineTricks.None;
        var text = CharacterStage.Run(raw, ref tricks);
        var tokens = CommandLineSplitter.Split(text, ref tricks);
        var first = tokens.Count > 0 ? ProgramTokens(text.Text, tokens, image) : 0;
        return new CommandLineView(raw, text.Text, tokens, first, tricks);
    }

    /// <summary>The words of the raw text at a span, cut at 512 characters.</summary>
    public string RawWords(int start, int length)
    {
        if (start < 0 || start >= Raw.Length)
            return string.Empty;
        return Raw.Substring(start, Math.Min(Math.Min(length, 512), Raw.Length - start));
    }

    // A process can be started with a command line that leaves its own name out; and an unquoted path with blanks in it is
    // split where no one meant it.
    private static int ProgramTokens(string text, List<CommandToken> tokens, string? image)
    {
        if (tokens[0].OptionName is not null || (image is { Length: > 0 } && IsNoProgram(tokens[0].Value, image)))
            return 0;
        if (image is not { Length: > 0 } || tokens[0].IsQuoted)
            return 1;
        var name = WindowsPath.FileName(image);
        if (!image.Contains(' ') || WindowsPath.FileName(tokens[0].Value).StartsWith(name[..Math.Min(3, name.Length)], StringComparison.OrdinalIgnoreCase))
            return 1;
        if (!text.AsSpan().TrimStart().StartsWith(image, StringComparison.OrdinalIgnoreCase))
            return 1;
        return Math.Min(tokens.Count, 1 + image.AsSpan().Count(' '));
    }

    // Another name than the image's is still a program's name, unless no program can be called so.
    private static bool IsNoProgram(string first, string image)
    {
        var name = WindowsPath.FileName(first);
        var stem = WindowsPath.FileName(image);
        stem = stem[..Math.Max(0, stem.LastIndexOf('.'))];
        if (stem.Length == 0 || name.StartsWith(stem, StringComparison.OrdinalIgnoreCase))
            return false;
        return name.Contains(',') || first.Contains("://", StringComparison.Ordinal)
            || WindowsPath.Extension(name) is ".dll" or ".vbs" or ".js" or ".jse" or ".vbe" or ".wsf" or ".hta" or ".sct" or ".chm" or ".cpl" or ".inf" or ".msi" or ".xml" or ".csproj";
    }

    private string Write()
    {
        if (Tokens.Count == 0)
            return string.Empty;
        var writer = new StringBuilder();
        if (FirstArgument > 0)
            writer.Append(WindowsPath.FileName(Tokens[FirstArgument - 1].Value));
        for (var i = FirstArgument; i < Tokens.Count; i++)
        {
            if (writer.Length > 0)
                writer.Append(' ');
            var value = Shape(Tokens[i]);
            if (value.Length == 0 || value.Contains(' '))
                writer.Append('"').Append(value).Append('"');
            else
                writer.Append(value);
        }

        return writer.ToString();
    }

    private static string Shape(CommandToken token)
    {
        if (token.OptionName is { } option)
        {
            var value = token.OptionRest < 0 ? string.Empty : token.Value[(token.OptionRest - 1)..];
            return '-' + option + value;
        }

        return CanonicalPath.LooksLikePath(token.Value) ? CanonicalPath.Parse(token.Value).Text : token.Value;
    }
}
