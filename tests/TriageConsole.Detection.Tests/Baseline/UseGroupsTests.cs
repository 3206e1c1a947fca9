using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using Xunit;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class UseGroupsTests
{
    [Theory]
    [InlineData("desks", "HOST-1", true)]
    [InlineData("Desks", "host-1", true)]
    [InlineData("Desks", "host-10", false)]
    [InlineData("All", "host-1", true)]
    [InlineData("All", "kiosk-77", true)]
    [InlineData("Desks", "kiosk-77", false)]
    [InlineData("Missing", "host-1", false)]
    public void Contains_NamesPatternsAndIncludes_AreAskedWhateverTheCase(string group, string host, bool expected)
    {
        var groups = UseGroups.Create([Group(1, "Desks", "host-1"), Group(2, "Kiosks", "kiosk-*"), Group(3, "All") with { Includes = [Id(1), Id(2)] }]);

        Assert.Equal(expected, groups.Contains(UseGroupKind.Hosts, group, host));
        Assert.False(groups.Contains(UseGroupKind.Accounts, group, host));
    }

    [Theory]
    [InlineData("host-1", true)]
    [InlineData("host-2", false)]
    public void Covering_HostGroup_FollowsItsMembers(string member, bool expected) =>
        Assert.Equal(expected, Covers(new(UseField.HostGroup, "desks"), Group(1, "Desks", member)));

    [Theory]
    [InlineData(@"corp\s?c", true)]
    [InlineData(@"other\svc", false)]
    public void Covering_AccountClass_FollowsItsMembers(string member, bool expected) =>
        Assert.Equal(expected, Covers(new(UseField.AccountClass, "Deployers"), Group(1, "Deployers", member) with { Kind = UseGroupKind.Accounts }));

    [Fact]
    public void Covering_GroupOfTheOtherKindOrNoneOrByRegex_NeverHolds()
    {
        Assert.False(Covers(new(UseField.AccountClass, "Desks"), Group(1, "Desks", @"corp\svc", "host-1")));
        Assert.False(Covers(new(UseField.HostGroup, "Desks")));
        Assert.False(Covers(new(UseField.HostGroup, "Desks", IsRegex: true), Group(1, "Desks", "host-1")));
        Assert.False(Covers(new(UseField.HostGroup, "*"), Group(1, "Desks", "host-1")));
    }

    [Fact]
    public void Revision_GroupThatAUseNamesChanges_IsAnotherAndElseTheSame()
    {
        string Revision(params UseGroup[] groups) =>
            BaselineMatcher.Create([Chain.Use([.. Chain.Matching, new(UseField.HostGroup, "Desks")])], Chain.Now, UseGroups.Create(groups)).Revision;

        var first = Revision(Group(1, "Desks", "host-1"));

        Assert.Equal(first, Revision(Group(1, "desks", "HOST-1"), Group(2, "Other", "x")));
        Assert.NotEqual(first, Revision(Group(1, "Desks", "host-1", "host-2")));
        Assert.NotEqual(first, Revision());
    }

    [Fact]
    public void Differences_GroupFails_TellsTheHost()
    {
        var trial = new UseTrial(Chain.Use([.. Chain.Matching, new(UseField.HostGroup, "Desks")]), UseGroups.Create([Group(1, "Desks", "other")]));

        var difference = Assert.Single(trial.Differences(new Chain().Subject));

        Assert.Equal((UseField.HostGroup, "HOST-1"), (difference.Field, difference.Values[0]));
        Assert.Equal(1, trial.Failing(new Chain().Subject, 5));
    }

    private static bool Covers(UseCondition condition, params UseGroup[] groups) =>
        BaselineMatcher.Create([Chain.Use([.. Chain.Matching, condition])], Chain.Now, UseGroups.Create(groups)).Covering(new Chain().Subject) is not null;

    private static UseGroup Group(int id, string name, params string[] members) =>
        new() { Id = Id(id), Kind = UseGroupKind.Hosts, Name = name, Members = members };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
