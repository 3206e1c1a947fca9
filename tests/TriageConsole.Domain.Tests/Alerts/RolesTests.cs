using TriageConsole.Domain.Alerts;

namespace TriageConsole.Domain.Tests.Alerts;

public sealed class RolesTests
{
    [Fact]
    public void All_Names_AreTheThreeThatAccountsHold() => Assert.Equal(["Analyst", "Manager", "Admin"], Roles.All);

    [Fact]
    public void All_EachConstant_IsListedOnce()
    {
        var constants = typeof(Roles).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(constants.Order(StringComparer.Ordinal), Roles.All.Order(StringComparer.Ordinal));
    }
}
