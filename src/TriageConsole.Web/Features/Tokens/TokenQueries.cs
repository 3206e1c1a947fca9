using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Tokens;

/// <summary>One line of the tokens page; never anything of the secret.</summary>
public sealed record TokenLine(
    long Id, string Name, TokenScopes Scopes, string CreatedBy, DateTime CreatedUtc, DateTime? LastUsedUtc, DateTime? RevokedUtc, string? RevokedBy);

public sealed class TokenQueries(IDbContextFactory<TriageContext> contexts)
{
    private const int Cap = 500;

    /// <summary>Tokens in force first, then the revoked ones; each by name.</summary>
    public async Task<IReadOnlyList<TokenLine>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ApiTokens.OrderBy(t => t.RevokedUtc != null).ThenBy(t => t.Name).ThenBy(t => t.Id).Take(Cap)
            .Select(t => new TokenLine(t.Id, t.Name, t.Scopes, t.CreatedBy, t.CreatedUtc, t.LastUsedUtc, t.RevokedUtc, t.RevokedBy))
            .ToListAsync(cancel);
    }
}
