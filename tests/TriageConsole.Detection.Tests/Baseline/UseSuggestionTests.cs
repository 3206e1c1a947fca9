using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class UseSuggestionTests
{
    [Fact]
    public void From_NoChain_IsABug() => Assert.Throws<ArgumentException>(() => UseSuggestion.From([]));

    [Fact]
    public void From_TheSameChainTwice_HasNoHoles()
    {
        var suggestion = Of(new(), new());
        Assert.Equal("cscript.exe runs inventory.vbs", suggestion.Title);
        Assert.DoesNotContain(suggestion.Conditions, condition => condition.Condition.Pattern.Contains('*', StringComparison.Ordinal));
        Assert.Equal(new(UseField.Host, "HOST-1"), suggestion.Conditions[0].Condition);
    }

    [Fact]
    public void From_WhatDiffers_BecomesHolesThatStillHoldForAll()
    {
        Chain[] chains = [Run("ana", "WS-17", "1A2B3C4D-0000-1111-2222-333344445555", 202601), Run("bob", "WS-4", "9A2B3C4D-0000-1111-2222-333344445555", 202602)];

        var suggestion = Of(chains);

        var patterns = suggestion.Conditions.ToDictionary(condition => condition.Condition.Field, condition => condition.Condition.Pattern);
        Assert.Equal("WS-*", patterns[UseField.Host]);
        Assert.Equal(@"CORP\*", patterns[UseField.User]);
        Assert.Equal(@"c:\users\*\appdata\local\temp\*\run.vbs", patterns[UseField.Script], ignoreCase: true);
        Assert.DoesNotContain("2026", patterns[UseField.Arguments], StringComparison.Ordinal);
        var trial = new UseTrial(Chain.Use([.. suggestion.Conditions.Select(condition => condition.Condition)]), UseGroups.Empty);
        Assert.All(chains, chain => Assert.True(trial.Covers(chain.Subject)));
        Assert.False(trial.Covers(Run("eve", "SRV-1", "9A2B3C4D-0000-1111-2222-333344445555", 1).Subject));
        Assert.Equal(2, suggestion.Conditions.Single(condition => condition.Condition.Field == UseField.Host).Seen.Count);
    }

    [Fact]
    public void From_NothingInCommon_LeavesTheConditionOut()
    {
        var suggestion = Of(new Chain { Proxy = new Chain().Proxy with { Host = "alpha", User = @"ONE\ana" } }, new Chain { Proxy = new Chain().Proxy with { Host = "beta", User = @"TWO\bob" } });
        Assert.DoesNotContain(suggestion.Conditions, condition => condition.Condition.Field is UseField.Host or UseField.User);
    }

    [Fact]
    public void From_OneWithoutAChild_AsksForNone()
    {
        var suggestion = Of(new Chain(), new Chain { Child = null });
        Assert.DoesNotContain(suggestion.Conditions, condition => condition.Condition.Field == UseField.ChildImage);
    }

    [Fact]
    public void From_HalfCharactersAndEndlessLines_StayStorable()
    {
        var suggestion = Of(new Chain { Proxy = new Chain().Proxy with { CommandLine = "cscript.exe \ud800" + new string('x', 9_000) } });
        var arguments = suggestion.Conditions.Single(condition => condition.Condition.Field == UseField.Arguments).Condition.Pattern;
        Assert.True(arguments.Length <= 2_048);
        Assert.DoesNotContain('\ud800', arguments);
    }

    private static UseSuggestion Of(params Chain[] chains) =>
        UseSuggestion.From([.. chains.Select(chain => (chain.Verdict, (IReadOnlyDictionary<long, ProcessFacts>)chain.Processes))]);

    private static Chain Run(string user, string host, string guid, int number)
    {
        var script = $@"c:\users\{user}\appdata\local\temp\{{{guid}}}\run.vbs";
        return new()
        {
            Proxy = new Chain().Proxy with { Host = host, User = $@"CORP\{user}", CommandLine = $"cscript.exe {script} /stamp:{number}" },
            Payloads = [new(PayloadKind.Script, 2, script, LocationClass.Temp, 12, script.Length)],
        };
    }
}
