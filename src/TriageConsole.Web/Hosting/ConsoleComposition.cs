using MudBlazor.Services;
using TriageConsole.Web.Components;
using TriageConsole.Web.Features.Account;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Baseline.Inventory;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Cases;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Grade.Navigator;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Exercises;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Features.Home;
using TriageConsole.Web.Features.Hosts;
using TriageConsole.Web.Features.Hunt;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Features.Imports.Quarantine;
using TriageConsole.Web.Features.Intake;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Features.Operations.Checks;
using TriageConsole.Web.Features.Reports;
using TriageConsole.Web.Features.Retention;
using TriageConsole.Web.Features.SelfTest;
using TriageConsole.Web.Features.Users;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.FirstStart;
using TriageConsole.Web.Hosting.Jobs;
using TriageConsole.Web.Hosting.Security;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Hosting;

/// <summary>What the console is made of, and the way of a request through it.</summary>
public static class ConsoleComposition
{
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddStorage(builder.Configuration);
        services.AddPeople();
        services.AddSignInLimits();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "triage-console-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it for every page.
        });
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            options.DetailedErrors = builder.Environment.IsDevelopment();
            options.DisconnectedCircuitMaxRetained = 50;
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        })

        // The names of a dropped folder's files come in one message; the 32 KB of the default hold some two hundred.
        .AddHubOptions(options => options.MaximumReceiveMessageSize = 1024 * 1024);
        services.AddMudServices();
        services.AddSingleton<Notices>();

        services.AddScoped<FirstAdmin>();
        services.AddScoped<DemoPeople>();
        services.AddFeatures();
    }

    public static void UseConsole(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler(AppRoutes.Error, createScopeForErrors: true);

        // Only where a person looks at the answer; a script, a form or the hub gets the bare status.
        app.UseWhen(
            static context => HttpMethods.IsGet(context.Request.Method) && context.Request.GetTypedHeaders().Accept.Any(static accept => accept.MediaType == "text/html"),
            static pages => pages.UseStatusCodePagesWithReExecute(AppRoutes.NotFound, createScopeForStatusCodePages: true));
        app.UseIntakeHandshake();
        app.UseRouting();
        app.UseAuthentication();
        app.UsePasswordGate();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseStaleFormRefusal();

        app.MapStaticAssets().AllowAnonymous().WithMetadata(new PublicAsset());
        app.MapHome();
        app.MapSignOut();
        app.MapEscalations();
        app.MapQuarantine();
        app.MapHunt();
        app.MapBaseline();
        app.MapInventory();
        app.MapReports();
        app.MapExercises();
        app.MapNavigator();
        app.MapJobsDashboard();
        app.MapIntake();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
    }

    /// <summary>What each feature needs; a new feature adds its lines here.</summary>
    private static void AddFeatures(this IServiceCollection services)
    {
        services.AddScoped<SignInCommand>();
        services.AddScoped<ChangePasswordCommand>();
        services.AddScoped<PeopleQueries>();
        services.AddScoped<PeopleCommands>();
        services.AddTriage();
        services.AddEscalation();
        services.AddNotifications();
        services.AddImports();
        services.AddHunt();
        services.AddHosts();
        services.AddDetecting();
        services.AddSelfTest();
        services.AddExercises();
        services.AddSingleton<OperationsNotices>();
        services.AddChecks();
        services.AddIntake();
        services.AddRetention();
        services.AddBaseline();
        services.AddReports();
        services.AddCoverage();
    }
}
