using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

public sealed class MemberFileTests
{
    [Theory]
    [InlineData("ws-1\nws-2\r\nWS-1\n\n", "ws-1|ws-2")]
    [InlineData("Name,OperatingSystem\nws-1,Windows\nws-2,Windows", "ws-1|ws-2")]
    [InlineData("Owner;Computer Name\nAnna;WS-1$\nOtto;ws-2", "WS-1|ws-2")]
    [InlineData("\uFEFF\"Owner\"\t\"DNSHostName\"\n\"a\tb\"\t\"ws-1\"\"x\"\n\"multi\nline\"\tws-2", "ws-1\"x|ws-2")]
    [InlineData("ws-1,Windows\nws-2", "ws-1|ws-2")]
    [InlineData("Owner,Host\nAnna\nOtto,ws-2", "ws-2")]
    [InlineData("", "")]
    public void Read_Hosts_ComeFromTheirColumnOnce(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', MemberFile.Read(text, UseGroupKind.Hosts)));

    [Fact]
    public void Read_Accounts_KeepTheirSigns() =>
        Assert.Equal([@"CORP\svc$", @"CORP\anna"], MemberFile.Read("Host,NTAccount\nws-1,CORP\\svc$\nws-1,CORP\\anna", UseGroupKind.Accounts));

    [Theory]
    [InlineData("OU=Kiosks,DC=example,DC=com", "ws-1|ws-3")]
    [InlineData("ou=kiosks, dc=example, dc=com", "ws-1|ws-3")]
    [InlineData("DC=example,DC=com", "ws-1|ws-2|ws-3")]
    [InlineData("OU=Lobby,OU=Kiosks,DC=example,DC=com", "ws-3")]
    [InlineData("OU=Other,DC=example,DC=com", "")]
    [InlineData("", "ws-1|ws-2|ws-3")]
    public void Read_DistinguishedNames_OnlyThoseInTheUnitOrBelow(string unit, string expected) => Assert.Equal(expected, string.Join('|', MemberFile.Read(
        """
        Name,DistinguishedName
        ws-1,"CN=ws-1,OU=Kiosks,DC=example,DC=com"
        ws-2,"CN=ws-2,OU=Desks,DC=example,DC=com"
        ws-3,"CN=ws-3, OU=Lobby, OU=Kiosks, DC=example, DC=com"
        """, UseGroupKind.Hosts, unit)));

    [Fact]
    public void Read_UnitWithoutAColumnOfDistinguishedNames_TakesAll() =>
        Assert.Equal(["ws-1"], MemberFile.Read("Name\nws-1", UseGroupKind.Hosts, "OU=Kiosks,DC=example,DC=com"));

    [Fact]
    public void Read_EndlessFile_StopsAtOneMoreThanAGroupMayHold()
    {
        var text = string.Join('\n', Enumerable.Range(0, UseGroupRules.MostMembers + 50).Select(i => $"ws-{i}"));

        Assert.Equal(UseGroupRules.MostMembers + 1, MemberFile.Read(text, UseGroupKind.Hosts).Count);
    }
}
