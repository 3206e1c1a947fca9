using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Interop;
using MudBlazor.Services;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Tests.Setup;

/// <summary>
/// What a page needs to be rendered in a test: MudBlazor, a clock that stands, notices and a person. MudBlazor's own
/// scripts answer with defaults; any other call into the browser must be set up by the test.
/// </summary>
public abstract class PageContext : BunitContext
{
    private const long ActorId = 7;

    protected PageContext()
    {
        Clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Notices = new Notices(Clock, NullLogger<Notices>.Instance);
        Services.AddSingleton(Notices);
        Services.AddScoped<CurrentUser>();
        Person = this.AddAuthorization();
        AnswerMudBlazor();
    }

    protected FakeTimeProvider Clock { get; }

    protected Notices Notices { get; }

    protected BunitAuthorizationContext Person { get; }

    /// <summary>Signs a person of that role in; their policies are those of <see cref="Policies"/>.</summary>
    protected Actor SignIn(string role)
    {
        var name = "test-" + role.ToLowerInvariant();
        Person.SetAuthorized(name);
        Person.SetRoles(role);
        Person.SetClaims(new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, "7"));
        Person.SetPolicies([.. Policies.All.Where(policy => Policies.RolesOf(policy).Contains(role))]);
        return new Actor(ActorId, name, [role], Address: null);
    }

    private void AnswerMudBlazor()
    {
        JSInterop.SetupVoid(IsMudBlazor, isCatchAllHandler: true).SetVoidResult();
        JSInterop.Setup<bool>(IsMudBlazor, isCatchAllHandler: true).SetResult(false);
        JSInterop.Setup<int>(IsMudBlazor, isCatchAllHandler: true).SetResult(0);
        JSInterop.Setup<string>(IsMudBlazor, isCatchAllHandler: true).SetResult(string.Empty);
        JSInterop.Setup<BoundingClientRect>(IsMudBlazor, isCatchAllHandler: true).SetResult(new BoundingClientRect());
        JSInterop.Setup<IEnumerable<BoundingClientRect>>(IsMudBlazor, isCatchAllHandler: true).SetResult([]);
    }

    private static bool IsMudBlazor(JSRuntimeInvocation call) => call.Identifier.StartsWith("mud", StringComparison.Ordinal);
}
