using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;

namespace TriageConsole.Web.Features.Intake.Access;

/// <summary>When tokens were last used; written now and then, so that a request never waits for the database's one writer.</summary>
internal sealed class TokenUse(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, DateTime> _seen = new();
    private readonly ConcurrentDictionary<long, DateTime> _written = new();

    public void Note(long tokenId) => _seen[tokenId] = time.GetUtcNow().UtcDateTime;

    /// <param name="all">Also what was written less than a minute ago.</param>
    public async Task WriteAsync(bool all, CancellationToken cancel)
    {
        foreach (var (token, seen) in _seen)
        {
            if (_written.TryGetValue(token, out var before) && (before == seen || (!all && seen - before < _every)))
                continue;
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await db.ApiTokens.Where(t => t.Id == token).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedUtc, seen), cancel);
            _written[token] = seen;
        }
    }
}
