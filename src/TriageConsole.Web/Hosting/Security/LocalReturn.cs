namespace TriageConsole.Web.Hosting.Security;

/// <summary>Where to go after signing in: only ever a page of this console, whatever the address bar said.</summary>
public static class LocalReturn
{
    public static string Of(string? returnUrl)
    {
        if (string.IsNullOrEmpty(returnUrl) || returnUrl[0] != '/')
            return AppRoutes.Home;

        // "//host" and "/\host" leave the console; browsers drop control characters before they look.
        if (returnUrl.Length > 1 && returnUrl[1] is '/' or '\\')
            return AppRoutes.Home;
        return returnUrl.Any(char.IsControl) || returnUrl.StartsWith("/account/", StringComparison.OrdinalIgnoreCase)
            ? AppRoutes.Home
            : returnUrl;
    }
}
