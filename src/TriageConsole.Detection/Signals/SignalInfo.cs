namespace TriageConsole.Detection.Signals;

/// <summary>What a signal looks at.</summary>
public enum SignalSubject
{
    /// <summary>A process that is a proxy host.</summary>
    Host = 0,

    /// <summary>A descendant of a proxy host, within the time window.</summary>
    Descendant = 1,

    /// <summary>A whole chain against the baseline.</summary>
    Chain = 2,

    /// <summary>A proxy host or a descendant of one.</summary>
    Any = 3,
}

/// <summary>What the catalogue says of a signal.</summary>
/// <param name="Id">For ever the same; also the name of its page under docs/detection.</param>
/// <param name="Family">Family.</param>
/// <param name="Title">What it looks for, for people.</param>
/// <param name="Technique">ATT&amp;CK id; null where it stands for none by itself.</param>
/// <param name="Subject">What it looks at.</param>
/// <param name="Hosts">Ids of the proxy hosts it looks at; empty for all.</param>
/// <param name="WeightNames">Names of its weights in the reference data.</param>
public sealed record SignalInfo(
    string Id,
    string Family,
    string Title,
    string? Technique,
    SignalSubject Subject,
    IReadOnlyList<string> Hosts,
    IReadOnlyList<string> WeightNames)
{
    /// <summary>ATT&amp;CK ids that a finding of it may name in place of <see cref="Technique"/>, by what it found.</summary>
    public IReadOnlyList<string> OtherTechniques { get; init; } = [];
}

/// <summary>Families of signals.</summary>
public static class SignalFamilies
{
    /// <summary>Abuse of one signed script.</summary>
    public const string ProxyScript = "Proxy script";

    /// <summary>Abuse of a signed host or utility.</summary>
    public const string ProxyHost = "Proxy host";

    /// <summary>The step to code that is not trusted.</summary>
    public const string Transition = "Transition";

    /// <summary>What a command line holds.</summary>
    public const string Content = "Command content";

    /// <summary>What a process pretends to be.</summary>
    public const string Identity = "Identity";

    /// <summary>Who started whom.</summary>
    public const string Lineage = "Lineage";

    /// <summary>Approved use and drift from it.</summary>
    public const string Baseline = "Baseline";
}
