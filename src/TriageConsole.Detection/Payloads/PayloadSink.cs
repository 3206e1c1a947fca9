using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Payloads;

/// <summary>Where a grammar puts what it found; resolves and classifies it.</summary>
public sealed class PayloadSink(CommandLineView line, string? folder, LocationClassifier locations)
{
    /// <summary>Most payloads of one command line.</summary>
    public const int Most = 32;

    private readonly List<NamedPayload> _found = [];

    /// <summary>The command line that is read.</summary>
    public CommandLineView Line => line;

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<NamedPayload> Found => _found;

    /// <summary>Adds a file that a whole argument names.</summary>
    public void AddFile(PayloadKind kind, CommandToken token, string export = "") => AddFile(kind, token, 0, token.Value.Length, export);

    /// <summary>Adds a file that a part of an argument names.</summary>
    public void AddFile(PayloadKind kind, CommandToken token, int start, int length, string export = "")
    {
        if (_found.Count >= Most || length <= 0)
            return;
        var words = token.Value.Substring(start, length).Trim(' ', '"', '\'', ',');
        if (words.Length == 0)
            return;
        var path = CanonicalPath.Parse(words, folder);
        var location = locations.Classify(path);
        var (rawStart, rawLength) = token.Span(start, length);
        _found.Add(new NamedPayload(kind, path.ToString(), location, path, rawStart, rawLength, export));
    }

    /// <summary>Adds code that stands in the command line itself.</summary>
    public void AddCode(PayloadKind kind, CommandToken token, int start, int length, string export = "")
    {
        if (_found.Count >= Most || length <= 0)
            return;
        var (rawStart, rawLength) = token.Span(start, length);
        var text = token.Value.Substring(start, length);
        _found.Add(new NamedPayload(kind, text.Length > 2_048 ? text[..2_048] : text, Remote(text), null, rawStart, rawLength, export));
    }

    private static LocationClass Remote(string text) =>
        text.Contains("http://", StringComparison.Ordinal) || text.Contains("https://", StringComparison.Ordinal) || text.Contains("ftp://", StringComparison.Ordinal)
            ? LocationClass.Url
            : LocationClass.Unresolved;
}
