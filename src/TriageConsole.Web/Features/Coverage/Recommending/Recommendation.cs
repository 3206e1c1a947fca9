namespace TriageConsole.Web.Features.Coverage.Recommending;

/// <summary>One thing to do about telemetry.</summary>
/// <param name="Key">Which, for links and tests.</param>
/// <param name="Do">What to do, and on how many hosts.</param>
/// <param name="Effect">What that would change, computed from what is stored.</param>
/// <param name="Weight">Chains, or else processes, that it would tell more of: the largest come first.</param>
/// <param name="Hosts">The hosts it is about; names are hostile text.</param>
/// <param name="Settings">What to configure, ready to copy.</param>
public sealed record Recommendation(string Key, string Do, string Effect, long Weight, IReadOnlyList<RecommendedHost> Hosts, IReadOnlyList<ReadySetting> Settings);

/// <summary>A host of a recommendation.</summary>
public sealed record RecommendedHost(int Id, string Name);

/// <summary>A setting to copy.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Text">What is copied.</param>
/// <param name="Note">What to mind; null for nothing.</param>
public sealed record ReadySetting(string Title, string Text, string? Note = null);

/// <summary>What the chains of a host lack.</summary>
/// <param name="Chains">Alerts of any status: each is one chain.</param>
/// <param name="NoCommandLine">Chains whose script host or utility has no command line.</param>
/// <param name="NoSignature">Chains of which nothing tells who signed it.</param>
/// <param name="NoParent">Chains whose parent is not in the data.</param>
/// <param name="NoHash">Chains without a hash of it.</param>
/// <param name="PowerShell">Chains in which PowerShell ran.</param>
public sealed record ChainEvidence(int Chains, int NoCommandLine, int NoSignature, int NoParent, int NoHash, int PowerShell)
{
    public static ChainEvidence None { get; } = new(0, 0, 0, 0, 0, 0);

    public static ChainEvidence operator +(ChainEvidence left, ChainEvidence right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(
            left.Chains + right.Chains, left.NoCommandLine + right.NoCommandLine, left.NoSignature + right.NoSignature, left.NoParent + right.NoParent,
            left.NoHash + right.NoHash, left.PowerShell + right.PowerShell);
    }

    /// <summary>For languages without operators.</summary>
    public static ChainEvidence Add(ChainEvidence left, ChainEvidence right) => left + right;
}
