using TriageConsole.Detection.Baseline;
using TriageConsole.Detection.Chains;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection;

/// <summary>
/// Judges the processes of one host. Pure: the same facts, data, settings and baseline give equal verdicts in the same
/// order, on any thread. One engine can be used by many threads at once.
/// </summary>
public sealed class DetectionEngine
{
    private readonly HostRecogniser _recogniser;
    private readonly LocationClassifier _locations;
    private readonly SignalSet _signals;
    private readonly CompiledPatterns _patterns;
    private readonly int _drift;

    /// <summary>Makes an engine.</summary>
    /// <param name="reference">What is known of Windows and ATT&amp;CK.</param>
    /// <param name="settings">Valid settings; see <see cref="DetectionSettings.Validate"/>.</param>
    /// <exception cref="ArgumentException">The settings have a fault.</exception>
    public DetectionEngine(ReferenceData reference, DetectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Validate() is { Count: > 0 } faults)
            throw new ArgumentException(string.Join(' ', faults), nameof(settings));
        Reference = reference;
        Settings = settings;
        _recogniser = new HostRecogniser(reference, settings);
        _locations = new LocationClassifier(reference);
        _signals = new SignalSet(SignalCatalog.Create(WeightsOf));
        _patterns = new CompiledPatterns(reference, settings);
        var drift = WeightsOf(SignalCatalog.Drift.Id);
        _drift = drift.IsEnabled ? drift["drift"] : 0;
    }

    internal DetectionEngine(ReferenceData reference, DetectionSettings settings, IReadOnlyList<ISignal> signals)
        : this(reference, settings) => _signals = new SignalSet(signals);

    /// <summary>What is known of Windows and ATT&amp;CK.</summary>
    public ReferenceData Reference { get; }

    /// <summary>The settings.</summary>
    public DetectionSettings Settings { get; }

    /// <summary>The weights that hold for a signal: the reference data's, with what the settings change about them.</summary>
    /// <param name="signalId">Id of a signal of the catalogue.</param>
    public SignalWeights WeightsOf(string signalId) => Reference.Weights[signalId].With(Settings.Signals.GetValueOrDefault(signalId));

    /// <summary>
    /// Judges one host.
    /// </summary>
    /// <param name="processesOfOneHost">Processes and ghosts of one host, in any order.</param>
    /// <param name="baseline">Approved uses.</param>
    /// <returns>Every chain that scores at least Low, by the start of its proxy host, then by its id.</returns>
    public IReadOnlyList<ChainVerdict> Judge(IReadOnlyList<ProcessFacts> processesOfOneHost, BaselineMatcher baseline) =>
        JudgeAll(processesOfOneHost, baseline).Verdicts;

    /// <summary>
    /// The processes that judging a host can look at, by id; the others change nothing about its verdicts and can be left out.
    /// </summary>
    /// <param name="outlinesOfOneHost">
    /// All processes of one host with id, parent, start, image, parent's image and version resource, and with the command line
    /// where its version resource names no original file.
    /// </param>
    public IReadOnlyList<long> Reach(IReadOnlyList<ProcessFacts> outlinesOfOneHost)
    {
        ArgumentNullException.ThrowIfNull(outlinesOfOneHost);
        return JudgedReach.Of(new HostTable(outlinesOfOneHost, _recogniser, _locations), Reference, Settings);
    }

    /// <summary>
    /// Judges one host and tells of signals that threw too, whether or not a chain came of the process they threw on.
    /// </summary>
    /// <param name="processesOfOneHost">Processes and ghosts of one host, in any order.</param>
    /// <param name="baseline">Approved uses.</param>
    public HostJudgement JudgeAll(IReadOnlyList<ProcessFacts> processesOfOneHost, BaselineMatcher baseline)
    {
        ArgumentNullException.ThrowIfNull(processesOfOneHost);
        ArgumentNullException.ThrowIfNull(baseline);
        var table = new HostTable(processesOfOneHost, _recogniser, _locations);
        if (table.Hosts.Count == 0)
            return HostJudgement.Nothing;
        var context = new SignalContext(Reference, Settings, _locations, _patterns);
        var pass = new JudgementPass(table, _signals, context);
        var verdicts = new List<(int Order, ChainVerdict Verdict)>();
        var failures = new List<SignalFailure>();
        foreach (var chain in pass.Run())
        {
            if (Verdict(chain, baseline, failures) is { } verdict)
                verdicts.Add((chain.Proxy.Index, verdict));
        }

        verdicts.Sort((a, b) => a.Order.CompareTo(b.Order));
        failures.AddRange(pass.Failures);
        return new([.. verdicts.Select(verdict => verdict.Verdict)], failures);
    }

    /// <summary>
    /// What a person raises: the process as a chain of its own, with everything that judging would tell of it but findings,
    /// so that its score is 0.
    /// </summary>
    /// <param name="around">The process, and of those around it at least its parent.</param>
    /// <param name="processId">Surrogate id of the process.</param>
    /// <param name="level">The level that the person gives it.</param>
    /// <param name="summary">Why, in one sentence.</param>
    /// <exception cref="ArgumentException">The process is not among <paramref name="around"/>.</exception>
    public ChainVerdict Raise(IReadOnlyList<ProcessFacts> around, long processId, Severity level, string summary)
    {
        ArgumentNullException.ThrowIfNull(around);
        ArgumentException.ThrowIfNullOrWhiteSpace(summary);
        var table = new HostTable(around, _recogniser, _locations);
        var index = Enumerable.Range(0, table.Count).FirstOrDefault(i => table.Facts(i).Id == processId, -1);
        if (index < 0)
            throw new ArgumentException("The process is not among those given.", nameof(processId));
        var chain = new ChainFacts(table.View(index));
        chain.Members.Add((chain.Proxy, ChainRole.Proxy));
        return VerdictWriter.Raised(chain, level, summary);
    }

    private ChainVerdict? Verdict(ChainFacts chain, BaselineMatcher baseline, List<SignalFailure> failures)
    {
        var (score, ledger) = Scoring.Scorer.Score(chain.Findings);
        if (score < Settings.LowFrom)
            return null;
        Guid? coveredBy = null, expired = null, drifted = null;
        if (baseline.Count > 0 || baseline.HasExpired)
        {
            var subject = ChainSubject.Of(chain);
            coveredBy = baseline.Covering(subject);
            expired = coveredBy is null ? baseline.Expired(subject) : null;
            if (coveredBy is null && _drift > 0 && DriftOf(chain, subject, baseline, failures) is { } drift)
            {
                drifted = drift.Use.Id;
                chain.Findings.Add(drift.ToFinding(chain, _drift));
                (score, ledger) = Scoring.Scorer.Score(chain.Findings);
            }
        }

        return VerdictWriter.Write(chain, score, ledger, Settings.LevelOf(score), coveredBy) with { ExpiredUse = expired, DriftedFrom = drifted };
    }

    // Drift is a signal like the others: where it throws, it is reported and changes no score.
    private static Drift? DriftOf(ChainFacts chain, ChainSubject subject, BaselineMatcher baseline, List<SignalFailure> failures)
    {
        try
        {
            return baseline.DriftOf(subject);
        }
        catch (Exception e)
        {
            var failure = new SignalFailure(SignalCatalog.Drift.Id, chain.Proxy.Facts.Id, JudgementPass.Words(e));
            chain.Failures.Add(failure);
            failures.Add(failure);
            return null;
        }
    }
}
