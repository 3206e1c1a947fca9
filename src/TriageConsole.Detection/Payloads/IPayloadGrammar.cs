namespace TriageConsole.Detection.Payloads;

/// <summary>Knows which arguments of one kind of host are code.</summary>
public interface IPayloadGrammar
{
    /// <summary>Name by which the reference data asks for it.</summary>
    string Name { get; }

    /// <summary>Reads the arguments and hands over what they make the host run.</summary>
    void Read(PayloadSink sink);
}
