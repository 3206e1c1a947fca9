using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Reports.Html;

/// <summary>
/// Writes markup of which the program writes every tag: whatever comes from elsewhere goes through <see cref="Text"/>, where it
/// can neither be markup nor hide.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _output = new();

    public override string ToString() => _output.ToString();

    /// <summary>Markup of our own, as it is.</summary>
    public HtmlWriter Raw(string markup)
    {
        _output.Append(markup);
        return this;
    }

    /// <summary>Markup of our own with numbers in it; numbers only.</summary>
    public HtmlWriter Raw(ref Numbered markup)
    {
        _output.Append(markup.Taken());
        return this;
    }

    /// <summary>Text from anywhere, in an element or a quoted attribute.</summary>
    public HtmlWriter Text(string? text)
    {
        _output.Append(HtmlEncoder.Default.Encode(HostileText.Visible(text)));
        return this;
    }

    /// <summary>An element around text.</summary>
    public HtmlWriter Element(string tag, string? text, string attributes = "")
    {
        _output.Append('<').Append(tag).Append(attributes.Length > 0 ? " " : string.Empty).Append(attributes).Append('>');
        return Text(text).Raw("</").Raw(tag).Raw(">");
    }

    /// <summary>An interpolated string that takes numbers and constants, so that no text can slip through it.</summary>
    [System.Runtime.CompilerServices.InterpolatedStringHandler]
    public readonly ref struct Numbered(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (8 * formattedCount));

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(double number) => _text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        public string Taken() => _text.ToString();
    }
}
