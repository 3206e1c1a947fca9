using System.Globalization;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Tests.Cases;

/// <summary>Documented attacks with evasions must be raised; what administrators do daily must stay below Medium.</summary>
public sealed class SetTests
{
    [Fact]
    public void Judge_DocumentedAttacks_AtLeastMediumUnlessKnownToBeMissed()
    {
        var missed = Case.ReadSet("attacks.json").Where(item => Level(item) < Severity.Medium != (item.KnownMiss is not null)).Select(Describe).ToList();
        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    [Fact]
    public void Judge_RoutineUses_AllBelowMedium()
    {
        var raised = Case.ReadSet("routine-uses.json").Where(item => Level(item) >= Severity.Medium).Select(Describe).ToList();
        Assert.True(raised.Count == 0, string.Join('\n', raised));
    }

    private static Severity Level(Case item) => item.Judge().Select(verdict => verdict.Level).DefaultIfEmpty(Severity.Informational).Max();

    private static string Describe(Case item) => string.Create(
        CultureInfo.InvariantCulture,
        $"{item.Name}: {item.Process.Line} => {string.Join(" / ", item.Judge().Select(verdict => $"{verdict.Score} {string.Join(' ', verdict.Ledger.Select(line => $"{line.SignalId}={line.Points}"))}"))}");
}
