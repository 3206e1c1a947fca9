using System.Collections.Frozen;
using TriageConsole.Detection.Payloads.Grammars;

namespace TriageConsole.Detection.Payloads;

/// <summary>Every grammar.</summary>
public static class GrammarCatalog
{
    private static readonly FrozenDictionary<string, IPayloadGrammar> _all = new IPayloadGrammar[]
    {
        new ScriptHostGrammar(),
        new AssemblyGrammar(),
        new MshtaGrammar(),
        new Regsvr32Grammar(),
        new Rundll32Grammar(),
        new MsbuildGrammar(),
        new StylesheetGrammar(),
        new FirstFileGrammar("help-file", Domain.Detection.PayloadKind.Package),
        new FirstFileGrammar("setup-script", Domain.Detection.PayloadKind.Package),
        new FirstFileGrammar("control-item", Domain.Detection.PayloadKind.Library),
        new MsiexecGrammar(),
        new OdbcconfGrammar(),
        new ForfilesGrammar(),
        new PcaluaGrammar(),
        new AnyFileGrammar(),
    }.ToFrozenDictionary(grammar => grammar.Name, StringComparer.Ordinal);

    /// <summary>Names of all grammars.</summary>
    public static IReadOnlyCollection<string> Names => _all.Keys;

    /// <summary>A grammar by name; null where there is none.</summary>
    public static IPayloadGrammar? Find(string name) => _all.GetValueOrDefault(name);
}
