using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Hosting.Access;

/// <summary>People: Identity on the console's own database, cookies, policies.</summary>
public static class IdentitySetup
{
    /// <summary>How soon a disabled account, a changed role or a reset password takes effect on who is signed in.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromSeconds(30);

    public const int MinimumPasswordLength = 12;
    public const int MinimumUniqueCharacters = 5;

    public static string PasswordRule { get; } =
        FormattableString.Invariant($"at least {MinimumPasswordLength} characters, {MinimumUniqueCharacters} of them different.");

    public static void AddPeople(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<UserRow>(Configure)
            .AddRoles<RoleRow>()
            .AddEntityFrameworkStores<TriageContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<ConsolePrincipals>();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = Recheck);
        services.ConfigureApplicationCookie(Configure);
        Policies.AddTo(services.AddAuthorizationBuilder());

        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddScoped<CurrentUser>();
    }

    private static void Configure(IdentityOptions options)
    {
        // Length is what helps; composition rules only move people to "Password1!".
        options.Password.RequiredLength = MinimumPasswordLength;
        options.Password.RequiredUniqueChars = MinimumUniqueCharacters;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        options.Lockout.AllowedForNewUsers = true;
    }

    private static void Configure(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "triage-console";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = AppRoutes.SignIn;
        options.LogoutPath = AppRoutes.SignOut;
        options.AccessDeniedPath = AppRoutes.AccessDenied;
        options.ReturnUrlParameter = AppRoutes.ReturnUrl;
    }
}
