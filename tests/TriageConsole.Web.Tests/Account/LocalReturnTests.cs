using TriageConsole.Web.Hosting.Security;
using Xunit;

namespace TriageConsole.Web.Tests.Account;

public sealed class LocalReturnTests
{
    [Theory]
    [InlineData("/alerts")]
    [InlineData("/alerts?level=high&q=//x")]
    [InlineData("/")]
    public void Of_AnAddressOfTheConsole_IsKept(string address) => Assert.Equal(address, LocalReturn.Of(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("alerts")]
    [InlineData("https://elsewhere.example")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/account/sign-out")]
    [InlineData("/ACCOUNT/sign-in")]
    public void Of_AnythingElse_IsTheStartPage(string? address) => Assert.Equal(AppRoutes.Home, LocalReturn.Of(address));
}
