using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Intake;

/// <summary>How many requests one address may make, good token or none. The answer is in the words of the protocol that was asked.</summary>
internal sealed class IntakeLimits(IOptions<IntakeOptions> options) : IRateLimiterPolicy<string>
{
    public const string Policy = "intake";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = static async (rejected, _) =>
    {
        var refuse = rejected.HttpContext.GetEndpoint()?.Metadata.GetMetadata<RefusalWords>() ?? throw new InvalidOperationException("An intake endpoint without words.");
        await refuse.AnswerAsync(rejected.HttpContext, Refusal.TooMany);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => RateLimitPartition.GetFixedWindowLimiter(
        httpContext.Connection.RemoteIpAddress?.ToString() ?? "unknown",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.RequestsPerMinute, Window = TimeSpan.FromMinutes(1) });
}

/// <summary>How an endpoint says that it turns a request away.</summary>
internal sealed record RefusalWords(Func<HttpContext, Refusal, Task> AnswerAsync);
