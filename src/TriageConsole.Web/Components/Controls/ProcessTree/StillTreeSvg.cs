using System.Globalization;
using System.Text;
using System.Xml;

namespace TriageConsole.Web.Components.Controls;

/// <summary>
/// A still tree as SVG that stands by itself, for whoever gets it without our style sheet: no script, no style sheet, nothing
/// from outside; hostile names are text.
/// </summary>
internal static class StillTreeSvg
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Ink = "#1b1f24";
    private const string Faint = "#57606a";

    public static string Write(StillTree tree, string title)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("svg", Namespace);
            Numbers(xml, ("width", tree.Width), ("height", tree.Height));
            xml.WriteAttributeString("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {tree.Width} {tree.Height}"));
            xml.WriteAttributeString("font-family", "sans-serif");
            xml.WriteElementString("title", Namespace, Storable(title));
            Rectangle(xml, 0, 0, tree.Width, tree.Height, "#ffffff", "none", 0);
            foreach (var row in tree.Rows)
                Write(xml, row);
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Write(XmlWriter xml, StillRow row)
    {
        if (row.Line is { } line)
        {
            xml.WriteStartElement("path", Namespace);
            xml.WriteAttributeString("d", line);
            xml.WriteAttributeString("fill", "none");
            xml.WriteAttributeString("stroke", Faint);
            if (row.IsDoubtful)
                xml.WriteAttributeString("stroke-dasharray", "5 4");
            xml.WriteEndElement();
        }

        Rectangle(xml, row.X, row.Y, StillTree.CardWidth, StillTree.CardHeight, "#ffffff", Ink, row.IsMember ? 2 : 1);
        Words(xml, row.X, row.Y + StillTree.NameLine, 13, Ink, "600", row.Name);
        Words(xml, row.X, row.Y + StillTree.FactsLine, 11, Faint, "400", row.Facts);
    }

    private static void Rectangle(XmlWriter xml, int x, int y, int width, int height, string fill, string stroke, int thickness)
    {
        xml.WriteStartElement("rect", Namespace);
        Numbers(xml, ("x", x), ("y", y), ("width", width), ("height", height), ("rx", 4), ("stroke-width", thickness));
        xml.WriteAttributeString("fill", fill);
        xml.WriteAttributeString("stroke", stroke);
        xml.WriteEndElement();
    }

    private static void Words(XmlWriter xml, int x, int y, int size, string colour, string weight, string words)
    {
        xml.WriteStartElement("text", Namespace);
        Numbers(xml, ("x", x + StillTree.Inset), ("y", y), ("font-size", size));
        xml.WriteAttributeString("fill", colour);
        xml.WriteAttributeString("font-weight", weight);
        xml.WriteString(Storable(words));
        xml.WriteEndElement();
    }

    private static void Numbers(XmlWriter xml, params ReadOnlySpan<(string Name, int Value)> attributes)
    {
        foreach (var (name, value) in attributes)
            xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    // What hides is named before; a few characters are in no XML at all, nor is half of one that a cut left.
    private static string Storable(string words) => string.Concat(words.EnumerateRunes()
        .Select(rune => rune.Value is 0xFFFE or 0xFFFF || (rune.Value < 0x20 && rune.Value is not ('\t' or '\n')) ? "\uFFFD" : rune.ToString()));
}
