using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Account;

public static class SignOutEndpoint
{
    /// <summary>POST with an antiforgery token only: a link or a picture on another page must not sign anybody out.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder endpoints) => endpoints
        .MapPost(AppRoutes.SignOut, async (SignInManager<UserRow> signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect(AppRoutes.SignIn);
        })
        .WithMetadata(new RequireAntiforgeryTokenAttribute());
}
