using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Tokens;

namespace TriageConsole.Web.Features.Intake.Access;

/// <summary>What a request's credentials came to.</summary>
internal enum Credentials
{
    Accepted,

    /// <summary>No Authorization header; a cookie is none.</summary>
    Missing,

    /// <summary>A header that holds no token.</summary>
    Unreadable,

    Unknown,
    Revoked,

    /// <summary>A good token that may not do this.</summary>
    WrongScope,
}

/// <summary>Whose events these are.</summary>
internal readonly record struct IntakeSource(long TokenId, string TokenName);

/// <summary>
/// Looks a request's token up. Asked of the database at every request, so that a token revoked anywhere is refused by the
/// next one.
/// </summary>
internal sealed class TokenCheck(IDbContextFactory<TriageContext> contexts, TokenUse use)
{
    public async Task<(Credentials Outcome, IntakeSource Source)> RunAsync(HttpRequest request, TokenScopes scope, CancellationToken cancel)
    {
        var header = request.Headers.Authorization;
        if (header.Count == 0 || string.IsNullOrWhiteSpace(header[0]))
            return (Credentials.Missing, default);
        if (header.Count > 1 || TokenHeader.Secret(header[0]!) is not { } secret)
            return (Credentials.Unreadable, default);
        var hash = TokenSecret.Hash(secret);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(t => t.SecretSha256 == hash, cancel);
        if (row is null)
            return (Credentials.Unknown, default);
        if (row.RevokedUtc is not null)
            return (Credentials.Revoked, default);
        if ((row.Scopes & scope) != scope)
            return (Credentials.WrongScope, default);
        use.Note(row.Id);
        return (Credentials.Accepted, new(row.Id, row.Name));
    }
}
