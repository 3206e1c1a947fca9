using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Tokens;

/// <summary>What a command on tokens came to.</summary>
/// <param name="Fault">Why nothing was changed, for people; null when it was done.</param>
/// <param name="Secret">The new token's secret, shown once.</param>
public sealed record TokenOutcome(string? Fault, string? Secret = null);

/// <summary>What admins do with API tokens.</summary>
public sealed partial class TokenCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, ILogger<TokenCommands> logger)
{
    public const int MaxName = 64;

    private const TokenScopes Known = TokenScopes.Intake;

    /// <summary>Makes a token. Two tokens in force never share a name: their imports could not be told apart.</summary>
    public async Task<TokenOutcome> CreateAsync(Actor actor, string name, TokenScopes scopes, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ManageTokens);
        ArgumentNullException.ThrowIfNull(name);
        var shown = name.Trim();
        if (shown.Length is 0 or > MaxName || shown.Any(char.IsControl))
            return new($"Give it a name of 1 to {MaxName} characters.");
        if (scopes == TokenScopes.None || (scopes & ~Known) != TokenScopes.None)
            return new("Choose what it may do.");
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.ApiTokens.AnyAsync(t => t.Name == shown && t.RevokedUtc == null, cancel))
            return new($"A token named {shown} is in force; choose another name or revoke that one first.");
        var secret = TokenSecret.Create();
        var row = new ApiTokenRow
        {
            Name = shown,
            SecretSha256 = TokenSecret.Hash(secret),
            Scopes = scopes,
            CreatedBy = actor.Name,
            CreatedUtc = time.GetUtcNow().UtcDateTime,
        };
        db.ApiTokens.Add(row);
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Tokens);
        Log.Created(logger, actor.Id, row.Id);
        return new(Fault: null, secret);
    }

    /// <summary>Closes a token for good. Every request looks at the row, so that the next one is refused.</summary>
    public async Task<TokenOutcome> RevokeAsync(Actor actor, long tokenId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ManageTokens);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var revoked = await db.ApiTokens.Where(t => t.Id == tokenId && t.RevokedUtc == null)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedUtc, now).SetProperty(t => t.RevokedBy, actor.Name), cancel);
        notices.Publish(Topic.Tokens);
        if (revoked == 0)
            return new("It was revoked before.");
        Log.Revoked(logger, actor.Id, tokenId);
        return new(Fault: null);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} made API token {TokenId}.")]
        public static partial void Created(ILogger logger, long actorId, long tokenId);

        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} revoked API token {TokenId}.")]
        public static partial void Revoked(ILogger logger, long actorId, long tokenId);
    }
}
