using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using TriageConsole.Web.Components.Layout;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Hosting;

public sealed class RoutePermissionTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    private static readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(RoutePermissions.Cases), MemberType = typeof(RoutePermissions))]
    public async Task Get_AsEachRole_AnswersAsTheTableSays(string address, string? role, Answer expected)
    {
        if (!_clients.TryGetValue(role ?? string.Empty, out var client))
            _clients[role ?? string.Empty] = client = await console.ClientForAsync(role);

        var response = await client.GetAsync(address, TestContext.Current.CancellationToken);

        var answer = response switch
        {
            { StatusCode: HttpStatusCode.OK } => Answer.Page,
            { StatusCode: HttpStatusCode.Redirect } when response.Headers.Location!.AbsolutePath == AppRoutes.SignIn => Answer.SignIn,
            { StatusCode: HttpStatusCode.Redirect } when response.Headers.Location!.AbsolutePath == AppRoutes.AccessDenied => Answer.Denied,
            _ => throw new Xunit.Sdk.XunitException($"{address} answered {response.StatusCode} to {role ?? "nobody"}."),
        };
        Assert.Equal(expected, answer);
    }

    [Fact]
    public void Table_EveryPageOfTheConsole_HasARow()
    {
        var pages = typeof(AppRoutes).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template);

        Assert.Empty(pages.Except(RoutePermissions.Rows.Select(row => row.Route), StringComparer.Ordinal));
    }

    [Fact]
    public void Navigation_EveryEntry_IsSeenByThoseTheTableLetsIn()
    {
        foreach (var entry in NavEntries.All)
        {
            var row = Assert.Single(RoutePermissions.Rows, row => row.Route == entry.Route);
            Assert.Equal(row.Analyst == Answer.Page, Sees(Domain.Alerts.Roles.Analyst, entry));
            Assert.Equal(row.Manager == Answer.Page, Sees(Domain.Alerts.Roles.Manager, entry));
            Assert.Equal(row.Admin == Answer.Page, Sees(Domain.Alerts.Roles.Admin, entry));
        }
    }

    private static bool Sees(string role, NavEntry entry) =>
        NavEntries.For(new(1, "someone", [role], Address: null)).Contains(entry);
}
