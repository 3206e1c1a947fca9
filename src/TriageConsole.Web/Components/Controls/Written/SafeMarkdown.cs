using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace TriageConsole.Web.Components.Controls;

/// <summary>
/// Markdown that people wrote, as HTML that is safe to show. They quote what attackers wrote: markup in it is text, a link
/// leads to the web or to a page of the console and nowhere else, and a picture is a link, since loading one tells its
/// owner who reads the note.
/// </summary>
public static class SafeMarkdown
{
    private static readonly MarkdownPipeline _pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras().UseAutoLinks().Build();

    /// <summary>The HTML; null where it is nested deeper than anybody reads, to be shown as plain text.</summary>
    public static string? ToHtml(string? markdown)
    {
        var text = HostileText.VisibleLines(markdown);
        try
        {
            var document = Markdown.Parse(text, _pipeline);
            foreach (var link in document.Descendants<LinkInline>().ToList())
                Make(link);
            foreach (var link in document.Descendants<AutolinkInline>().ToList())
                Make(link);
            return document.ToHtml(_pipeline);
        }
        catch (ArgumentException)
        {
            // The parser's own limit on nesting.
            return null;
        }
    }

    /// <summary>Whether a link may lead there: the web, or a path of this console.</summary>
    public static bool MayLead(string? address) => address is { Length: > 0 and < 2_000 }
        && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
        && (IsWeb(address) || (address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal)));

    private static bool IsWeb(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var at) && (at.Scheme == Uri.UriSchemeHttp || at.Scheme == Uri.UriSchemeHttps)
        && address.StartsWith(at.Scheme, StringComparison.OrdinalIgnoreCase);

    private static void Make(LinkInline link)
    {
        var address = link.GetDynamicUrl?.Invoke() ?? link.Url;
        if (!MayLead(address))
        {
            // What it says stays, with where it would have led.
            var words = new ContainerInline();
            link.EmbraceChildrenBy(words);
            if (link.FirstChild is { } only)
                only.Remove();
            words.AppendChild(new LiteralInline($" ({address})"));
            link.ReplaceBy(words, copyChildren: false);
            return;
        }

        link.IsImage = false;
        if (link.FirstChild is null)
            link.AppendChild(new LiteralInline(address!));
        Mark(link, address!);
    }

    private static void Make(AutolinkInline link)
    {
        if (!link.IsEmail && MayLead(link.Url))
            Mark(link, link.Url);
        else
            link.ReplaceBy(new LiteralInline(link.Url), copyChildren: false);
    }

    // The address on hover: words of a link can name another.
    private static void Mark(Inline link, string address)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
        attributes.AddPropertyIfNotExist("class", "tc-link");
        if (IsWeb(address))
            attributes.AddPropertyIfNotExist("target", "_blank");
        if (link is LinkInline { Title: null or "" } titled)
            titled.Title = address;
    }
}
