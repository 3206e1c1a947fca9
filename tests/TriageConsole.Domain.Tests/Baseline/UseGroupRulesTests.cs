using TriageConsole.Domain.Baseline;
using Xunit;

namespace TriageConsole.Domain.Tests.Baseline;

public sealed class UseGroupRulesTests
{
    private static readonly UseGroup _kiosks = Group(1, "Kiosks", ["kiosk-*", "front-desk"]);

    [Fact]
    public void Faults_GoodGroup_AreNone() => Assert.Empty(UseGroupRules.Faults(_kiosks, [Group(2, "Servers", ["srv-1"])]));

    [Theory]
    [InlineData("", "Name: give it one.")]
    [InlineData("Kiosk*", "wildcards")]
    [InlineData("SERVERS", "another group has it")]
    public void Faults_BadName_IsNamed(string name, string expected) =>
        Assert.Contains(expected, Assert.Single(UseGroupRules.Faults(_kiosks with { Name = name }, [Group(2, "Servers", ["srv-1"])])), StringComparison.Ordinal);

    [Fact]
    public void Faults_SameNameOfTheOtherKindOrItself_IsFine() =>
        Assert.Empty(UseGroupRules.Faults(_kiosks, [_kiosks, Group(2, "Kiosks", [@"corp\kiosk"], UseGroupKind.Accounts)]));

    [Theory]
    [InlineData(UseGroupKind.Hosts, "x", null)]
    [InlineData(UseGroupKind.Hosts, "srv*", null)]
    [InlineData(UseGroupKind.Hosts, "s*", "matches nearly everything")]
    [InlineData(UseGroupKind.Hosts, "*", "matches nearly everything")]
    [InlineData(UseGroupKind.Hosts, " ", "empty")]
    [InlineData(UseGroupKind.Accounts, @"corp\svc-*", null)]
    [InlineData(UseGroupKind.Accounts, "svc-deploy", "no account")]
    [InlineData(UseGroupKind.Accounts, @"*\*", "matches nearly everything")]
    public void Faults_Member_IsJudgedByItsKind(UseGroupKind kind, string member, string? expected)
    {
        var faults = UseGroupRules.Faults(Group(1, "Some", [member], kind), []);

        if (expected is null)
            Assert.Empty(faults);
        else
            Assert.Contains(expected, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_Limits_HoldAtTheEdge()
    {
        Assert.Empty(UseGroupRules.Faults(_kiosks with { Members = [new('a', UseGroupRules.LongestMember)] }, []));
        Assert.Contains("longer", Assert.Single(UseGroupRules.Faults(_kiosks with { Members = [new('a', UseGroupRules.LongestMember + 1)] }, [])), StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Single(UseGroupRules.Faults(_kiosks with { Members = [] }, [])), StringComparison.Ordinal);
        string[] many = [.. Enumerable.Range(0, UseGroupRules.MostMembers + 1).Select(i => $"host-{i}")];
        Assert.Empty(UseGroupRules.Faults(_kiosks with { Members = many[1..] }, []));
        Assert.Contains("at most", Assert.Single(UseGroupRules.Faults(_kiosks with { Members = many }, [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_Cycle_IsNamedFromTheGroupBackToItself()
    {
        var third = Group(3, "Third", [], includes: 1);
        var second = Group(2, "Second", [], includes: 3);

        var fault = Assert.Single(UseGroupRules.Faults(_kiosks with { Includes = [Id(2)] }, [second, third]));

        Assert.Contains("Kiosks → Second → Third → Kiosks", fault, StringComparison.Ordinal);
        Assert.Contains("Kiosks → Kiosks", Assert.Single(UseGroupRules.Faults(_kiosks with { Includes = [Id(1)] }, [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_CycleAmongOthersAlone_IsNotItsFault()
    {
        var second = Group(2, "Second", [], includes: 3);
        var third = Group(3, "Third", [], includes: 2);

        Assert.Empty(UseGroupRules.Faults(_kiosks with { Includes = [Id(2)] }, [second, third]));
    }

    [Fact]
    public void Faults_IncludedGroupGoneOrOfTheOtherKind_IsNamed()
    {
        Assert.Contains("not exist", Assert.Single(UseGroupRules.Faults(_kiosks with { Includes = [Id(9)] }, [])), StringComparison.Ordinal);
        Assert.Contains("other kind", Assert.Single(UseGroupRules.Faults(_kiosks with { Includes = [Id(2)] }, [Group(2, "Admins", [@"corp\adm"], UseGroupKind.Accounts)])), StringComparison.Ordinal);
    }

    [Fact]
    public void Flatten_IncludesOfIncludes_AreMembersOnceAndCyclesEnd()
    {
        var second = Group(2, "Second", ["b", "KIOSK-*"], includes: 3);
        var third = Group(3, "Third", ["c"], includes: 1);
        var first = _kiosks with { Includes = [Id(2)] };

        Assert.Equal(["b", "c", "front-desk", "kiosk-*"], UseGroupRules.Flatten(first, [first, second, third]).Order(StringComparer.Ordinal));
        Assert.Equal(["front-desk", "kiosk-*"], UseGroupRules.Flatten(_kiosks, [second, third]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Kiosks", false, true)]
    [InlineData("IT", false, true)]
    [InlineData("Kiosk*", false, false)]
    [InlineData("Kiosks", true, false)]
    public void IsAnchor_GroupName_CountsAsANameOnly(string pattern, bool isRegex, bool expected) =>
        Assert.Equal(expected, ApprovedUseRules.IsAnchor(new(UseField.HostGroup, pattern, isRegex)));

    [Fact]
    public void Anchors_HostWithItsGroupAndUserWithItsClass_CountOnceEach() => Assert.Equal(2, ApprovedUseRules.Anchors(
        [new(UseField.Host, "kiosk-1"), new(UseField.HostGroup, "Kiosks"), new(UseField.User, @"corp\anna"), new(UseField.AccountClass, "Deployers")]));

    private static UseGroup Group(int id, string name, IReadOnlyList<string> members, UseGroupKind kind = UseGroupKind.Hosts, int? includes = null) =>
        new() { Id = Id(id), Kind = kind, Name = name, Members = members, Includes = includes is { } other ? [Id(other)] : [] };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
