using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests.Detection;

/// <summary>Defaults that others rely on: nothing that was not said may look like something good or bad.</summary>
public sealed class ValueTests
{
    [Fact]
    public void Payload_WithoutASpan_StandsNowhereInTheRawText()
    {
        var payload = new Payload(PayloadKind.Process, 1, @"c:\x.exe", LocationClass.OtherLocal);
        Assert.Equal((-1, 0), (payload.Start, payload.Length));
    }

    [Fact]
    public void ChainVerdict_OptionalParts_AreEmptyAndNothingCovers()
    {
        var verdict = new ChainVerdict
        {
            ProxyProcessId = 1,
            Host = "h",
            FirstUtc = default,
            LastUtc = default,
            Score = 0,
            Level = Severity.Informational,
            Completeness = 0,
            Technique = "T1216",
            Summary = "",
            Chain = "",
            Fingerprint = "",
            Findings = [],
            Ledger = [],
            Members = [],
        };
        Assert.Null(verdict.CoveredBy);
        Assert.Empty(verdict.Missing);
        Assert.Empty(verdict.Payloads);
        Assert.Empty(verdict.Failures);
    }

    [Fact]
    public void ProcessFacts_OnlyNamed_IsAGhostWithoutAnyFact()
    {
        var facts = new ProcessFacts { Id = 1, Host = "h", Image = "" };
        Assert.True(facts.IsGhost);
        Assert.Equal(SignatureStatus.Unknown, facts.Signature.Status);
        Assert.Null(facts.Hashes.Strongest);
        Assert.Equal(ParentEdgeKind.None, facts.ParentEdge);
        Assert.Equal(EdgeCorroboration.None, facts.Corroboration);
    }

    [Theory]
    [InlineData(WitnessKind.Sysmon1)]
    [InlineData(WitnessKind.Security4688)]
    [InlineData(WitnessKind.Ecs)]
    [InlineData(WitnessKind.Sysmon1 | WitnessKind.Security4688)]
    public void ProcessFacts_SeenByAnyWitness_IsNoGhost(WitnessKind witnesses) =>
        Assert.False(new ProcessFacts { Id = 1, Host = "h", Image = "", Witnesses = witnesses }.IsGhost);
}
