using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;

namespace TriageConsole.Web.Tests.Pages;

/// <summary>A page on a real SQLite database, with somebody signed in.</summary>
public abstract class PageContext : BunitContext
{
    protected PageContext()
    {
        Services.AddSingleton<IDbContextFactory<TriageContext>>(Store);
        Services.AddSingleton<TimeProvider>(Store.Time);
        Services.AddSingleton(Store.Notices);
        Services.AddScoped<CurrentUser>();
        ComponentFactories.AddStub<Microsoft.AspNetCore.Components.Web.PageTitle>();
        JSInterop.SetupModule("./js/chart.js").SetupModule("mount", _ => true).Mode = JSRuntimeMode.Loose;
    }

    protected AlertStore Store { get; } = new();

    protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    protected void SignIn(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var signedIn = this.AddAuthorization().SetAuthorized(actor.Name);
        signedIn.SetRoles([.. actor.Roles]);
        signedIn.SetClaims(new Claim(ClaimTypes.NameIdentifier, actor.Id.ToString(CultureInfo.InvariantCulture)));
    }

    protected void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            Store.Dispose();
    }
}
