namespace TriageConsole.Testing.Evtx;

/// <summary>A template's definition. The same instance is stored once in a chunk and referred to by its offset after that.</summary>
/// <param name="Id">The template's id.</param>
/// <param name="Body">Writes the elements.</param>
public sealed record EvtxTemplate(Guid Id, Action<BinXmlWriter> Body);
