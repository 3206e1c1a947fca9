using System.Xml;

namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>
/// Drafts a policy for Windows Defender Application Control. Programs that Microsoft signed are named by the well-known root of
/// Windows and their original file name, others by their path: telemetry does not hold what other signers' rules need.
/// </summary>
internal static class WdacDraft
{
    private const string Space = "urn:schemas-microsoft-com:sipolicy";

    public static string Write(IReadOnlyList<PolicyImage> images, InventoryResult of, InventoryFilter filter) =>
        PolicyDraft.Write(images, of, filter, Rules);

    private static void Rules(XmlWriter xml, IReadOnlyList<PolicyImage> images)
    {
        var signed = images.Where(image => image is { IsMicrosoft: true, OriginalFileName.Length: > 0 }).ToList();
        var paths = images.Where(image => image.IsTrustedPlace && !signed.Contains(image)).ToList();
        xml.WriteStartElement("SiPolicy", Space);
        xml.WriteAttributeString("PolicyType", "Base Policy");
        Element(xml, "VersionEx", "10.0.0.0");
        Element(xml, "PlatformID", "{2E07F7E4-194C-4D20-B7C9-6F44A6C5A234}");
        xml.WriteStartElement("Rules", Space);
        foreach (var option in new[] { "Enabled:UMCI", "Enabled:Audit Mode", "Enabled:Unsigned System Integrity Policy" })
        {
            xml.WriteStartElement("Rule", Space);
            Element(xml, "Option", option);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("EKUs", Space);
        Start(xml, "EKU", "ID_EKU_WINDOWS", "Windows System Component Verification");
        xml.WriteAttributeString("Value", "010A2B0601040182370A0306");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("FileRules", Space);
        foreach (var image in signed)
        {
            Start(xml, "FileAttrib", Id("ID_FILEATTRIB_", image), $"{PolicyDraft.Text(image.Name)}: {PolicyDraft.Counts(image)}");
            xml.WriteAttributeString("FileName", PolicyDraft.Text(image.OriginalFileName!));
            xml.WriteAttributeString("MinimumFileVersion", "0.0.0.0");
            xml.WriteEndElement();
        }

        foreach (var image in paths)
        {
            Start(xml, "Allow", Id("ID_ALLOW_", image), $"{PolicyDraft.Text(image.Name)}: {PolicyDraft.Counts(image)}");
            xml.WriteAttributeString("FilePath", PolicyDraft.PathOf(image, hasProgramFiles: false));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        Signers(xml, signed);
        Scenario(xml, signed, paths);
        Element(xml, "HvciOptions", "0");
        xml.WriteEndElement();
    }

    private static void Signers(XmlWriter xml, List<PolicyImage> signed)
    {
        xml.WriteStartElement("Signers", Space);
        if (signed.Count > 0)
        {
            xml.WriteStartElement("Signer", Space);
            xml.WriteAttributeString("ID", "ID_SIGNER_WINDOWS");
            xml.WriteAttributeString("Name", "Microsoft Product Root 2010 Windows EKU");
            xml.WriteStartElement("CertRoot", Space);
            xml.WriteAttributeString("Type", "Wellknown");
            xml.WriteAttributeString("Value", "06");
            xml.WriteEndElement();
            Reference(xml, "CertEKU", "ID", "ID_EKU_WINDOWS");
            foreach (var image in signed)
                Reference(xml, "FileAttribRef", "RuleID", Id("ID_FILEATTRIB_", image));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Scenario(XmlWriter xml, List<PolicyImage> signed, List<PolicyImage> paths)
    {
        xml.WriteStartElement("SigningScenarios", Space);
        xml.WriteStartElement("SigningScenario", Space);
        xml.WriteAttributeString("Value", "12");
        xml.WriteAttributeString("ID", "ID_SIGNINGSCENARIO_UMCI");
        xml.WriteAttributeString("FriendlyName", "User mode, draft");
        xml.WriteStartElement("ProductSigners", Space);
        if (signed.Count > 0)
        {
            xml.WriteStartElement("AllowedSigners", Space);
            Reference(xml, "AllowedSigner", "SignerId", "ID_SIGNER_WINDOWS");
            xml.WriteEndElement();
        }

        if (paths.Count > 0)
        {
            xml.WriteStartElement("FileRulesRef", Space);
            foreach (var image in paths)
                Reference(xml, "FileRuleRef", "RuleID", Id("ID_ALLOW_", image));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Id(string prefix, PolicyImage image) => prefix + PolicyDraft.IdOf(prefix, image).ToString("N").ToUpperInvariant();

    private static void Start(XmlWriter xml, string name, string id, string friendly)
    {
        xml.WriteStartElement(name, Space);
        xml.WriteAttributeString("ID", id);
        xml.WriteAttributeString("FriendlyName", friendly);
    }

    private static void Reference(XmlWriter xml, string name, string attribute, string id)
    {
        xml.WriteStartElement(name, Space);
        xml.WriteAttributeString(attribute, id);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Space, text);
}
