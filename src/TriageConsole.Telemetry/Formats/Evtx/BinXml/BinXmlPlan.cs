using TriageConsole.Telemetry.Formats.Evtx.Values;

namespace TriageConsole.Telemetry.Formats.Evtx.BinXml;

/// <summary>Where one piece of a value comes from.</summary>
internal enum BinXmlPartKind : byte
{
    /// <summary>Text that stands in the fragment as a constant, already a string.</summary>
    Text,

    /// <summary>A value that stands in the fragment; its bytes are in the chunk.</summary>
    Literal,

    /// <summary>A substitution of the template's instance.</summary>
    Slot,

    /// <summary>A template instance that stands in the fragment itself, at <see cref="BinXmlPart.Offset"/>.</summary>
    Instance,
}

/// <summary>One piece of a value.</summary>
internal readonly record struct BinXmlPart(BinXmlPartKind Kind, byte Type, int Offset, int Length, string? Text)
{
    /// <summary>Constant text.</summary>
    public static BinXmlPart Constant(string text) => new(BinXmlPartKind.Text, BinXmlValueType.Utf16, 0, 0, text);

    /// <summary>The number of the substitution, for <see cref="BinXmlPartKind.Slot"/>.</summary>
    public int Slot => Offset;
}

/// <summary>A run of parts in <see cref="BinXmlPlan.Parts"/>.</summary>
internal readonly record struct BinXmlParts(int Start, int Count);

/// <summary>
/// One value that a fragment yields. <see cref="Name"/> is the datum's name, or null: then <see cref="NameParts"/> make it,
/// or where there are none either, it is an unnamed Data. <see cref="Nested"/> is where a fragment inside the value stands.
/// </summary>
internal readonly record struct BinXmlField(
    BinXmlTarget Target, BinXmlScope Nested, string? Name, BinXmlParts NameParts, BinXmlParts Value);

/// <summary>
/// A fragment understood once: the values it yields in document order, and which of them tell what the record is. The
/// plan of a template serves every record of the chunk that uses it.
/// </summary>
internal sealed class BinXmlPlan
{
    /// <summary>What stands for the plan of a fragment that cannot be read.</summary>
    public static BinXmlPlan Broken(BinXmlFault fault, int position) => new([], []) { Fault = fault, FaultPosition = position };

    /// <summary>Finds the identity fields once.</summary>
    public BinXmlPlan(BinXmlField[] fields, BinXmlPart[] parts)
    {
        Fields = fields;
        Parts = parts;
        Provider = Array.FindIndex(fields, static field => field.Target == BinXmlTarget.Provider);
        EventId = Array.FindIndex(fields, static field => field.Target == BinXmlTarget.EventId);
    }

    /// <summary>The values in document order.</summary>
    public BinXmlField[] Fields { get; }

    /// <summary>The pieces that the fields point into.</summary>
    public BinXmlPart[] Parts { get; }

    /// <summary>Index of the provider's name, -1 where it is not in this fragment.</summary>
    public int Provider { get; }

    /// <summary>Index of the event id, -1 where it is not in this fragment.</summary>
    public int EventId { get; }

    /// <summary>Why there is no plan.</summary>
    public BinXmlFault Fault { get; private init; }

    /// <summary>Where in the chunk the fault was met.</summary>
    public int FaultPosition { get; private init; }
}
