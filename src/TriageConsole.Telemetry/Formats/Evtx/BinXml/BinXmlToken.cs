namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>BinXML's token bytes. Bit 0x40 says that more of the same follows; for an element start, that attributes do.</summary>
internal static class BinXmlToken
{
    public const byte EndOfStream = 0x00;
    public const byte OpenStartElement = 0x01;
    public const byte CloseStartElement = 0x02;
    public const byte CloseEmptyElement = 0x03;
    public const byte EndElement = 0x04;
    public const byte Value = 0x05;
    public const byte Attribute = 0x06;
    public const byte CData = 0x07;
    public const byte CharacterReference = 0x08;
    public const byte EntityReference = 0x09;
    public const byte ProcessingTarget = 0x0A;
    public const byte ProcessingData = 0x0B;
    public const byte TemplateInstance = 0x0C;
    public const byte NormalSubstitution = 0x0D;
    public const byte OptionalSubstitution = 0x0E;
    public const byte FragmentHeader = 0x0F;

    /// <summary>The flag bit.</summary>
    public const byte MoreFlag = 0x40;

    /// <summary>The token without its flag; -1 (the window's end) stays -1.</summary>
    public static int WithoutFlag(int token) => token < 0 ? token : token & ~MoreFlag;
}
