using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace TriageConsole.Web.Hosting.Security;

/// <summary>
/// How often one address may try a password. Lock-out protects one account from many guesses; this protects all accounts
/// from one guess each.
/// </summary>
public static class SignInLimits
{
    public const string Policy = "sign-in";
    public const int TriesPerMinute = 20;

    public static void AddSignInLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, PartitionOf);
        options.OnRejected = static async (rejected, cancellationToken) =>
        {
            var response = rejected.HttpContext.Response;
            response.Headers.RetryAfter = "60";
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync(
                string.Create(CultureInfo.InvariantCulture, $"More than {TriesPerMinute} sign-in attempts a minute from this address. Wait a minute and try again."),
                cancellationToken);
        };
    });

    private static RateLimitPartition<string> PartitionOf(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesPerMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("reading");
}
