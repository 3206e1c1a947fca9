using System.Collections.Frozen;
using TriageConsole.Detection.Reference;
using TriageConsole.Detection.Signals.Assemblies;
using TriageConsole.Detection.Signals.Content;
using TriageConsole.Detection.Signals.Identity;
using TriageConsole.Detection.Signals.Launchers;
using TriageConsole.Detection.Signals.Libraries;
using TriageConsole.Detection.Signals.Lineage;
using TriageConsole.Detection.Signals.ScriptHosts;
using TriageConsole.Detection.Signals.Scripts;
using TriageConsole.Detection.Signals.Transition;
using TriageConsole.Domain;

namespace TriageConsole.Detection.Signals;

/// <summary>Every signal, one line each. A signal that is not here does not exist.</summary>
public static class SignalCatalog
{
    private static readonly Entry[] _entries =
    [
        new(ClInvocationSignal.About, weights => new ClInvocationSignal(weights)),
        new(ClLoadAssemblySignal.About, weights => new ClLoadAssemblySignal(weights)),
        new(ClMutexVerifiersSignal.About, weights => new ClMutexVerifiersSignal(weights)),
        new(GatherNetworkInfoSignal.About, weights => new GatherNetworkInfoSignal(weights)),
        new(LaunchVsDevShellSignal.About, weights => new LaunchVsDevShellSignal(weights)),
        new(LicensingScriptSignal.About, weights => new LicensingScriptSignal(weights)),
        new(ManageBdeSignal.About, weights => new ManageBdeSignal(weights)),
        new(PesterInjectionSignal.About, weights => new PesterInjectionSignal(weights)),
        new(PubprnMonikerSignal.About, weights => new PubprnMonikerSignal(weights)),
        new(RegisterAppSignal.About, weights => new RegisterAppSignal(weights)),
        new(SyncAppvInjectionSignal.About, weights => new SyncAppvInjectionSignal(weights)),
        new(UtilityFunctionsSignal.About, weights => new UtilityFunctionsSignal(weights)),
        new(WinrmInvokeSignal.About, weights => new WinrmInvokeSignal(weights)),
        new(WinrmStylesheetSignal.About, weights => new WinrmStylesheetSignal(weights)),
        new(CmstpSignal.About, weights => new CmstpSignal(weights)),
        new(ControlPanelSignal.About, weights => new ControlPanelSignal(weights)),
        new(DocumentedUseSignal.About, weights => new DocumentedUseSignal(weights)),
        new(ForfilesSignal.About, weights => new ForfilesSignal(weights)),
        new(HtmlHelpSignal.About, weights => new HtmlHelpSignal(weights)),
        new(InstallUtilQuietSignal.About, weights => new InstallUtilQuietSignal(weights)),
        new(InstallUtilSignal.About, weights => new InstallUtilSignal(weights)),
        new(LibraryExportSignal.About, weights => new LibraryExportSignal(weights)),
        new(MavinjectSignal.About, weights => new MavinjectSignal(weights)),
        new(MsbuildSignal.About, weights => new MsbuildSignal(weights)),
        new(MshtaSignal.About, weights => new MshtaSignal(weights)),
        new(MsiexecSignal.About, weights => new MsiexecSignal(weights)),
        new(OdbcconfSignal.About, weights => new OdbcconfSignal(weights)),
        new(PcaluaSignal.About, weights => new PcaluaSignal(weights)),
        new(RegisterAssemblySignal.About, weights => new RegisterAssemblySignal(weights)),
        new(Regsvr32LibrarySignal.About, weights => new Regsvr32LibrarySignal(weights)),
        new(Regsvr32ScriptletSignal.About, weights => new Regsvr32ScriptletSignal(weights)),
        new(Rundll32InlineSignal.About, weights => new Rundll32InlineSignal(weights)),
        new(Rundll32LibrarySignal.About, weights => new Rundll32LibrarySignal(weights)),
        new(ScriptEngineSignal.About, weights => new ScriptEngineSignal(weights)),
        new(ScriptExtensionSignal.About, weights => new ScriptExtensionSignal(weights)),
        new(ScriptMonikerSignal.About, weights => new ScriptMonikerSignal(weights)),
        new(StylesheetSignal.About, weights => new StylesheetSignal(weights)),
        new(UntrustedScriptSignal.About, weights => new UntrustedScriptSignal(weights)),
        new(WmicCreateSignal.About, weights => new WmicCreateSignal(weights)),
        new(ChildInvalidSignal.About, weights => new ChildInvalidSignal(weights)),
        new(ChildLocationSignal.About, weights => new ChildLocationSignal(weights)),
        new(ChildUnexpectedSignal.About, weights => new ChildUnexpectedSignal(weights)),
        new(ChildUnknownSignal.About, weights => new ChildUnknownSignal(weights)),
        new(ChildUnsignedSignal.About, weights => new ChildUnsignedSignal(weights)),
        new(ChildWrittenSignal.About, weights => new ChildWrittenSignal(weights)),
        new(ModuleUnsignedSignal.About, weights => new ModuleUnsignedSignal(weights)),
        new(PayloadWrittenSignal.About, weights => new PayloadWrittenSignal(weights)),
        new(DownloadCradleSignal.About, weights => new DownloadCradleSignal(weights)),
        new(EncodedCommandSignal.About, weights => new EncodedCommandSignal(weights)),
        new(HiddenWindowSignal.About, weights => new HiddenWindowSignal(weights)),
        new(LolbinChainSignal.About, weights => new LolbinChainSignal(weights)),
        new(ObfuscationSignal.About, weights => new ObfuscationSignal(weights)),
        new(ScriptBlockSignal.About, weights => new ScriptBlockSignal(weights)),
        new(SitePatternSignal.About, weights => new SitePatternSignal(weights)),
        new(TamperingSignal.About, weights => new TamperingSignal(weights)),
        new(AlternateStreamSignal.About, weights => new AlternateStreamSignal(weights)),
        new(BrokenWordsSignal.About, weights => new BrokenWordsSignal(weights)),
        new(HostCopiedSignal.About, weights => new HostCopiedSignal(weights)),
        new(HostRenamedSignal.About, weights => new HostRenamedSignal(weights)),
        new(MasqueradingPathSignal.About, weights => new MasqueradingPathSignal(weights)),
        new(UnicodeTricksSignal.About, weights => new UnicodeTricksSignal(weights)),
        new(BrokerParentSignal.About, weights => new BrokerParentSignal(weights)),
        new(BrokeredHopSignal.About, weights => new BrokeredHopSignal(weights)),
        new(ContradictedParentSignal.About, weights => new ContradictedParentSignal(weights)),
        new(DocumentParentSignal.About, weights => new DocumentParentSignal(weights)),
        new(ServerParentSignal.About, weights => new ServerParentSignal(weights)),
    ];

    /// <summary>What the catalogue says of drift from an approved use, which is told by the baseline, not by a process.</summary>
    public static SignalInfo Drift { get; } = new(
        "baseline-drift", SignalFamilies.Baseline, "A chain is like an approved use and differs from it in something that was approved", null, SignalSubject.Chain, [], ["drift"]);

    /// <summary>What the catalogue says of each.</summary>
    public static IReadOnlyList<SignalInfo> All { get; } = [.. _entries.Select(entry => entry.Info), Drift];

    private static FrozenDictionary<string, SignalInfo> ById { get; } = All.ToFrozenDictionary(info => info.Id, Comparers.Id);

    /// <summary>A signal's entry; null where none has the id.</summary>
    public static SignalInfo? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The signals that are on, with the weights that hold for them.</summary>
    internal static IReadOnlyList<ISignal> Create(Func<string, SignalWeights> weights) =>
        [.. _entries.Select(entry => (entry, Weights: weights(entry.Info.Id))).Where(pair => pair.Weights.IsEnabled).Select(pair => pair.entry.Create(pair.Weights))];

    private sealed record Entry(SignalInfo Info, Func<SignalWeights, ISignal> Create);
}
