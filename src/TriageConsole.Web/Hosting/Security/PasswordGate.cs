using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Hosting.Security;

/// <summary>Until a one-time password is changed, every page, hub and endpoint is closed but the few that lead to the change.</summary>
public static class PasswordGate
{
    private static readonly string[] _open = [AppRoutes.ChangePassword, AppRoutes.SignOut, AppRoutes.Error];

    /// <summary>Stands behind authentication, before anything that answers.</summary>
    public static void UsePasswordGate(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (!ConsoleClaims.MustChangePassword(context.User) || IsOpen(context))
            return next(context);
        if (IsPage(context.Request))
            context.Response.Redirect(AppRoutes.ChangePassword);
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    // What anyone may read (style sheets, scripts, the sign-in page) stays readable.
    private static bool IsOpen(HttpContext context) =>
        _open.Any(path => context.Request.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
        || context.GetEndpoint()?.Metadata.GetMetadata<PublicAsset>() is not null;

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Marks endpoints that serve static files.</summary>
public sealed class PublicAsset;
