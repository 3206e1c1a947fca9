namespace TriageConsole.Web.Features.Coverage.Grade;

/// <summary>What a grade says in one word.</summary>
public enum GradeWord
{
    Covered,
    Weakened,
    Poor,

    /// <summary>One of its factors cannot be told: then nothing is said of the technique.</summary>
    NotEvaluable,
}

/// <summary>What a factor of a grade is.</summary>
public enum GradeFactorKind
{
    /// <summary>What the hosts send of what the analytic needs.</summary>
    Telemetry,

    /// <summary>Attacks of the self-test that detection raised.</summary>
    SelfTest,

    /// <summary>Signals that are switched on.</summary>
    Signals,

    /// <summary>How far approved uses leave attacks to be seen.</summary>
    Baseline,
}

/// <summary>One factor of a grade.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Share">0–1; null where it cannot be told.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record GradeFactor(GradeFactorKind Kind, double? Share, string Reason);

/// <summary>What is known of one technique, in counts.</summary>
public sealed record TechniqueEvidence
{
    /// <summary>Hosts that send all that the analytic needs, part of it, and too little or nothing.</summary>
    public (int Covered, int Weakened, int NotEvaluable) Hosts { get; init; }

    /// <summary>Attacks of the last completed self-test that were raised and seen, raised and hidden by an approved use, missed; null where none was run.</summary>
    public (int Caught, int Hidden, int Missed)? Attacks { get; init; }

    /// <summary>Signals that look for it, and of these those that are on.</summary>
    public (int On, int All) Signals { get; init; }

    /// <summary>Alerts of it in the period, and of these those that approved uses cover which hold on every host for every user.</summary>
    public (int Broadly, int All) Alerts { get; init; }
}

/// <summary>
/// How well a technique is covered: telemetry × self-test × signals × baseline, 0–100. What cannot be told in one factor
/// cannot be told at all. More of anything good never lowers it.
/// </summary>
public sealed record TechniqueGrade(IReadOnlyList<GradeFactor> Factors)
{
    /// <summary>From here on it is covered.</summary>
    public const int CoveredFrom = 80;

    /// <summary>From here on it is weakened; below, poor.</summary>
    public const int WeakenedFrom = 40;

    // Part of what the analytic needs is worth half of all of it.
    private const double WeakenedHost = 0.5;

    // An entry without a host or a user hides the same use by anybody: each alert that it covers counts half.
    private const double BroadCover = 0.5;

    /// <summary>0–100; null where a factor cannot be told.</summary>
    public int? Score => Factors.All(factor => factor.Share is not null)
        ? (int)Math.Floor((100 * Factors.Aggregate(1.0, (product, factor) => product * factor.Share!.Value)) + 1e-9)
        : null;

    public GradeWord Word => Score switch
    {
        null => GradeWord.NotEvaluable,
        >= CoveredFrom => GradeWord.Covered,
        >= WeakenedFrom => GradeWord.Weakened,
        _ => GradeWord.Poor,
    };

    public static TechniqueGrade Of(TechniqueEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return new([Telemetry(evidence), SelfTest(evidence), Signals(evidence), Baseline(evidence)]);
    }

    private static GradeFactor Telemetry(TechniqueEvidence evidence)
    {
        var (covered, weakened, not) = evidence.Hosts;
        var all = covered + weakened + not;
        if (all == 0)
            return new(GradeFactorKind.Telemetry, null, "No host sent telemetry.");
        var words = $"Of {GradeWords.Times(all, "host")} {covered} covered, {weakened} weakened, {not} not or silent.";
        return not == all
            ? new(GradeFactorKind.Telemetry, null, words)
            : new(GradeFactorKind.Telemetry, (covered + (WeakenedHost * weakened)) / all, words);
    }

    private static GradeFactor SelfTest(TechniqueEvidence evidence)
    {
        if (evidence.Attacks is not { } attacks)
            return new(GradeFactorKind.SelfTest, null, "No self-test was completed.");
        var (caught, hidden, missed) = attacks;
        var all = caught + hidden + missed;
        return all == 0
            ? new(GradeFactorKind.SelfTest, null, "The self-test has no attack of it.")
            : new(GradeFactorKind.SelfTest, (double)(caught + hidden) / all, $"{caught + hidden} of {GradeWords.Times(all, "attack")} raised.");
    }

    private static GradeFactor Signals(TechniqueEvidence evidence)
    {
        var (on, all) = evidence.Signals;
        return all == 0
            ? new(GradeFactorKind.Signals, null, "No signal looks for it alone.")
            : new(GradeFactorKind.Signals, (double)on / all, $"{on} of {GradeWords.Times(all, "signal")} on.");
    }

    private static GradeFactor Baseline(TechniqueEvidence evidence)
    {
        var (caught, hidden) = evidence.Attacks is { } attacks ? (attacks.Caught, attacks.Hidden) : (0, 0);
        var (broadly, all) = evidence.Alerts;
        var seen = caught + hidden == 0 ? 1 : (double)caught / (caught + hidden);
        var narrow = all == 0 ? 1 : 1 - (BroadCover * broadly / all);
        var words = (hidden, broadly) switch
        {
            (0, 0) => "No attack hidden, nothing covered for everybody.",
            (_, 0) => $"{GradeWords.Times(hidden, "attack")} hidden by approved uses.",
            (0, _) => $"{broadly} of {GradeWords.Times(all, "alert")} covered for everybody.",
            _ => $"{GradeWords.Times(hidden, "attack")} hidden by approved uses; {broadly} of {GradeWords.Times(all, "alert")} covered for everybody.",
        };
        return new(GradeFactorKind.Baseline, seen * narrow, words);
    }
}
