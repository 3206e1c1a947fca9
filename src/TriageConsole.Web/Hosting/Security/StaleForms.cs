using Microsoft.AspNetCore.Antiforgery;

namespace TriageConsole.Web.Hosting.Security;

/// <summary>A form whose token does not hold (left open over a sign-in or a restart, or posted from elsewhere) is refused with words.</summary>
public static class StaleForms
{
    public const string Refusal = "This form is out of date, and nothing was changed. Go back, load the page again and repeat it there.";

    /// <summary>Stands behind the antiforgery check.</summary>
    public static void UseStaleFormRefusal(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(Refusal, context.RequestAborted);
    });
}
