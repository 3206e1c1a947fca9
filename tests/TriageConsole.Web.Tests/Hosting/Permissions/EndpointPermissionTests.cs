using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Intake;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.Security;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Hosting.Permissions;

/// <summary>Every address of the console that is no page, for nobody and for every role.</summary>
public sealed class EndpointPermissionTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    // That somebody listens, and no more.
    private static readonly HashSet<string> _alive = ["/_cat/health", "/elastic/_cat/health", "/services/collector/health", "/services/collector/health/1.0"];

    private static readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    public static TheoryData<string, string?> Cases
    {
        get
        {
            var cases = new TheoryData<string, string?>();
            foreach (var row in EndpointPermissions.Rows.Where(row => row.Sample is not null))
            {
                cases.Add(row.Endpoint, null);
                foreach (var role in Roles.All)
                    cases.Add(row.Endpoint, role);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Get_AsEachRole_IsAsTheTableSays(string endpoint, string? role)
    {
        var row = EndpointPermissions.Rows.Single(row => row.Endpoint == endpoint);
        if (!_clients.TryGetValue(role ?? string.Empty, out var client))
            _clients[role ?? string.Empty] = client = await console.ClientForAsync(role);

        var response = await client.GetAsync(row.Sample, TestContext.Current.CancellationToken);

        var isKeptOut = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || (response.StatusCode == HttpStatusCode.Redirect && response.Headers.Location!.OriginalString is var to
                && (to.Contains(AppRoutes.SignIn, StringComparison.Ordinal) || to.Contains(AppRoutes.AccessDenied, StringComparison.Ordinal)));
        Assert.Equal(row.Lets(role), !isKeptOut);
    }

    [Fact]
    public void Table_EveryEndpointThatIsNoPage_HasARowAndTheOtherWayRound()
    {
        var mapped = Own().Select(Name).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Equal(EndpointPermissions.Rows.Select(row => row.Endpoint).Order(StringComparer.Ordinal), mapped);
    }

    // What is asked for of an endpoint is what the table says of it, also where it cannot be asked for with GET.
    [Fact]
    public async Task Endpoints_WhatTheyAskFor_IsWhatTheTableSays()
    {
        var policies = console.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        foreach (var endpoint in Own().DistinctBy(Name))
        {
            var row = EndpointPermissions.Rows.SingleOrDefault(row => row.Endpoint == Name(endpoint));
            Assert.True(row is not null, $"{Name(endpoint)} has no row.");
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                Assert.True(row.Nobody, $"{Name(endpoint)} is open to everybody.");
                continue;
            }

            var asked = await AuthorizationPolicy.CombineAsync(policies, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>())
                ?? await policies.GetFallbackPolicyAsync();
            Assert.NotNull(asked);
            foreach (var role in Roles.All)
            {
                var person = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.Role, role)], "test"));
                await using var scope = console.Services.CreateAsyncScope();
                var answer = await scope.ServiceProvider.GetRequiredService<IAuthorizationService>().AuthorizeAsync(person, asked);
                Assert.True(row.Lets(role) == answer.Succeeded, $"{Name(endpoint)} for {role}.");
            }
        }
    }

    /// <summary>Programs hand events in by a token and by nothing else: an admin's cookie opens nothing.</summary>
    [Fact]
    public async Task Intake_WithoutAToken_LetsNobodyInWhateverTheCookie()
    {
        var admin = await console.ClientForAsync(Roles.Admin);
        var tried = 0;
        foreach (var endpoint in All().Where(IsIntake).Where(endpoint => !endpoint.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal) && !_alive.Contains(endpoint.RoutePattern.RawText)))
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            var address = endpoint.RoutePattern.RawText!.Replace("{index}", "x", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            var response = await admin.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode is >= 400 and < 500, $"{method} {address} answered {response.StatusCode}.");
            tried++;
        }

        Assert.True(tried > 10);
    }

    // What an unpublished build adds to serve files that its manifest does not name.
    private const string StaticFiles = "{**path:file}";

    private IEnumerable<RouteEndpoint> All() => console.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    // Pages have a table of their own, files that are served as they are have nothing to say, and the framework's own carry no data
    // but that of a page's circuit.
    private IEnumerable<RouteEndpoint> Own() => All().Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null
        && endpoint.Metadata.GetMetadata<PublicAsset>() is null && !IsIntake(endpoint) && endpoint.RoutePattern.RawText != StaticFiles
        && !endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal)
        && !endpoint.RoutePattern.RawText.TrimStart('/').StartsWith("_framework", StringComparison.Ordinal));

    private static bool IsIntake(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<RefusalWords>() is not null;

    private static string Name(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        return $"{(methods is { Count: > 0 } ? string.Join('|', methods) : "*")} /{endpoint.RoutePattern.RawText!.TrimStart('/')}";
    }
}
