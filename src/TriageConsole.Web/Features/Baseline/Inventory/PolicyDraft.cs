using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>
/// What both drafts have in common. Names from telemetry are hostile: the writer escapes them, and what XML cannot hold is replaced.
/// </summary>
internal static class PolicyDraft
{
    private const int LongestText = 512;

    public const string Warning =
        "DRAFT. Made from recorded telemetry by the Triage Console; not a finished policy. It only audits. Read every rule, test it in audit mode on a few hosts, and sign it off before it enforces anything.";

    /// <summary>Writes a document: the warning first, the programs without a rule last.</summary>
    public static string Write(IReadOnlyList<PolicyImage> images, InventoryResult of, InventoryFilter filter, Action<XmlWriter, IReadOnlyList<PolicyImage>> rules)
    {
        var output = new Utf8Text();
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true }))
        {
            xml.WriteStartDocument();
            Comment(xml, Warning);
            Comment(xml, string.Create(CultureInfo.InvariantCulture,
                $"Starts since {of.FromUtc:yyyy-MM-dd HH:mm} UTC{(of.IsCut ? " (older ones were not looked at)" : null)}, filter {(filter == InventoryFilter.Default ? "none" : filter.ToQuery())}."));
            foreach (var image in images.Where(image => image.WhyNot is not null))
                Comment(xml, $"No rule for {Text(image.Path)}: {image.WhyNot}. {Counts(image)}");
            rules(xml, [.. images.Where(image => image.WhyNot is null)]);
            xml.WriteEndDocument();
        }

        return output.ToString();
    }

    public static string Counts(PolicyImage image) => string.Create(CultureInfo.InvariantCulture,
        $"{image.Starts:N0} starts on {image.Hosts:N0} hosts, {image.Approved:N0} of {image.Alerts:N0} alerts approved.");

    /// <summary>A text as XML can hold it, bounded.</summary>
    public static string Text(string text)
    {
        var kept = new StringBuilder(Math.Min(text.Length, LongestText));
        for (var i = 0; i < text.Length && kept.Length < LongestText; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                kept.Append(text[i]).Append(text[++i]);
            else
                kept.Append(XmlConvert.IsXmlChar(text[i]) && text[i] is not ('\t' or '\r' or '\n') ? text[i] : '\uFFFD');
        }

        return kept.ToString();
    }

    /// <summary>An id that is the same for the same program in every draft.</summary>
    public static Guid IdOf(string kind, PolicyImage image) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{image.Path.ToUpperInvariant()}")).AsSpan(0, 16));

    /// <summary>A path with the variable that a policy knows its folder by.</summary>
    public static string PathOf(PolicyImage image, bool hasProgramFiles)
    {
        foreach (var (folder, variable) in Folders(hasProgramFiles))
        {
            if (image.Path.StartsWith(folder, StringComparison.OrdinalIgnoreCase))
                return Text(variable + image.Path[(folder.Length - 1)..]);
        }

        return Text(image.Path);
    }

    private static IEnumerable<(string Folder, string Variable)> Folders(bool hasProgramFiles)
    {
        yield return (@"C:\Windows\System32\", "%SYSTEM32%");
        yield return (@"C:\Windows\", "%WINDIR%");
        if (hasProgramFiles)
        {
            yield return (@"C:\Program Files\", "%PROGRAMFILES%");
            yield return (@"C:\Program Files (x86)\", "%PROGRAMFILES%");
        }

        yield return (@"C:\", "%OSDRIVE%");
    }

    // The writer keeps two hyphens of a comment apart by itself.
    private static void Comment(XmlWriter xml, string text) => xml.WriteComment(" " + Text(text) + " ");

    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
