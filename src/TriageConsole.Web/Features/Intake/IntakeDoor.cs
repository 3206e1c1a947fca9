using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Intake.Access;
using TriageConsole.Web.Features.Intake.Bodies;
using TriageConsole.Web.Features.Intake.Spool;

namespace TriageConsole.Web.Features.Intake;

/// <summary>What every request that hands in events goes through: token, room, body. Only the words differ by protocol.</summary>
internal sealed partial class IntakeDoor(TokenCheck tokens, EventSpool spool, BodyReader bodies, ILogger<IntakeDoor> logger)
{
    /// <summary>Seconds after which a client that was turned away should come again.</summary>
    public const string RetryAfter = "10";

    /// <summary>Why the request may not hand in events; null when it may.</summary>
    public async Task<(Refusal? Fault, IntakeSource Source)> EnterAsync(HttpContext context)
    {
        var (outcome, source) = await tokens.RunAsync(context.Request, TokenScopes.Intake, context.RequestAborted);
        Refusal? fault = outcome switch
        {
            Credentials.Accepted => null,
            Credentials.Missing => Refusal.NoToken,
            Credentials.Unreadable => Refusal.UnreadableToken,
            Credentials.Unknown => Refusal.UnknownToken,
            Credentials.Revoked => Refusal.RevokedToken,
            _ => Refusal.WrongScope,
        };
        return (fault, source);
    }

    /// <summary>Lets a request in and hands its body over.</summary>
    /// <param name="refuse">Answers that it was turned away.</param>
    /// <param name="accept">Keeps the events and answers.</param>
    public async Task RunAsync(HttpContext context, Func<HttpContext, Refusal, Task> refuse, Func<HttpContext, IntakeSource, ReceivedBody, Task> accept)
    {
        var (denied, source) = await EnterAsync(context);
        if (denied is { } why)
        {
            await refuse(context, why);
            return;
        }

        if (spool.IsFull)
        {
            Log.Full(logger, source.TokenId);
            await refuse(context, Refusal.Busy);
            return;
        }

        var (fault, body) = await bodies.ReadAsync(context, context.RequestAborted);
        if (body is null)
        {
            await refuse(context, fault ?? Refusal.BrokenBody);
            return;
        }

        using (body)
        {
            try
            {
                await accept(context, source, body);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && !context.Response.HasStarted)
            {
                Log.DiskFailed(logger, source.TokenId, e);
                await refuse(context, Refusal.DiskFailed);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Intake turned token {TokenId} away: more waits for import than Intake:MaxPendingBytes.")]
        public static partial void Full(ILogger logger, long tokenId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Events of token {TokenId} could not be kept.")]
        public static partial void DiskFailed(ILogger logger, long tokenId, Exception exception);
    }
}
