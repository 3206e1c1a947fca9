using System.Xml;

namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>Drafts an AppLocker policy: publisher rules for what Microsoft signed, path rules for the rest.</summary>
internal static class AppLockerDraft
{
    private const string Everyone = "S-1-1-0";
    private const string Microsoft = "O=MICROSOFT CORPORATION, L=REDMOND, S=WASHINGTON, C=US";

    public static string Write(IReadOnlyList<PolicyImage> images, InventoryResult of, InventoryFilter filter) =>
        PolicyDraft.Write(images, of, filter, Rules);

    private static void Rules(XmlWriter xml, IReadOnlyList<PolicyImage> images)
    {
        xml.WriteStartElement("AppLockerPolicy");
        xml.WriteAttributeString("Version", "1");
        xml.WriteStartElement("RuleCollection");
        xml.WriteAttributeString("Type", "Exe");
        xml.WriteAttributeString("EnforcementMode", "AuditOnly");
        foreach (var image in images)
        {
            if (image is { IsMicrosoft: true, OriginalFileName: { Length: > 0 } original })
                Publisher(xml, image, original);
            else
                Path(xml, image);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Publisher(XmlWriter xml, PolicyImage image, string original)
    {
        Start(xml, "FilePublisherRule", image);
        xml.WriteStartElement("FilePublisherCondition");
        xml.WriteAttributeString("PublisherName", Microsoft);
        xml.WriteAttributeString("ProductName", image.Product is { Length: > 0 } product ? PolicyDraft.Text(product).ToUpperInvariant() : "*");
        xml.WriteAttributeString("BinaryName", PolicyDraft.Text(original).ToUpperInvariant());
        xml.WriteStartElement("BinaryVersionRange");
        xml.WriteAttributeString("LowSection", "*");
        xml.WriteAttributeString("HighSection", "*");
        xml.WriteEndElement();
        End(xml);
    }

    private static void Path(XmlWriter xml, PolicyImage image)
    {
        Start(xml, "FilePathRule", image);
        xml.WriteStartElement("FilePathCondition");
        xml.WriteAttributeString("Path", PolicyDraft.PathOf(image, hasProgramFiles: true));
        End(xml);
    }

    private static void Start(XmlWriter xml, string name, PolicyImage image)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("Id", PolicyDraft.IdOf(name, image).ToString("D"));
        xml.WriteAttributeString("Name", "DRAFT " + PolicyDraft.Text(image.Name));
        xml.WriteAttributeString("Description", PolicyDraft.Counts(image));
        xml.WriteAttributeString("UserOrGroupSid", Everyone);
        xml.WriteAttributeString("Action", "Allow");
        xml.WriteStartElement("Conditions");
    }

    // The condition, the conditions, the rule.
    private static void End(XmlWriter xml)
    {
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
