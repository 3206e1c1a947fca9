using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>All that the hunt reads.</summary>
public sealed class HuntQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 100;

    /// <summary>The page behind a row; the first page without one.</summary>
    public async Task<HuntResult> PageAsync(HuntFilter filter, HuntRow? after, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.MatchingAsync(filter, cancel) is not { } matching)
            return new([], false);
        var rows = await Rows(Behind(matching, after)).Take(PageSize + 1).ToListAsync(cancel);
        return rows.Count > PageSize ? new(rows[..PageSize], true) : new(rows, false);
    }

    /// <summary>How many processes match, capped.</summary>
    public async Task<CappedCount> CountAsync(HuntFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.MatchingAsync(filter, cancel) is { } matching ? CappedCount.Of(await matching.Take(CappedCount.Cap + 1).CountAsync(cancel)) : default;
    }

    /// <summary>All that match, latest first, up to a limit; read as they are taken.</summary>
    public async IAsyncEnumerable<HuntRow> AllAsync(HuntFilter filter, int limit, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.MatchingAsync(filter, cancel) is not { } matching)
            yield break;
        await foreach (var row in Rows(Behind(matching, null)).Take(limit).AsAsyncEnumerable().WithCancellation(cancel))
            yield return row;
    }

    private static IQueryable<ProcessRow> Behind(IQueryable<ProcessRow> processes, HuntRow? after)
    {
        if (after is not null)
        {
            var (start, id) = (after.StartUtc, after.Id);
            processes = processes.Where(p => p.StartUtc <= start && (p.StartUtc < start || p.Id < id));
        }

        return processes.OrderByDescending(p => p.StartUtc).ThenByDescending(p => p.Id);
    }

    private static IQueryable<HuntRow> Rows(IQueryable<ProcessRow> processes) => processes.Select(p => new HuntRow
    {
        Id = p.Id,
        StartUtc = p.StartUtc!.Value,
        Host = p.Host!.Name,
        Image = p.Image!.Value,
        CommandLine = p.CommandLine!.Value,
        User = p.User!.Value,
        ParentImage = p.Parent != null ? p.Parent.Image!.Value : p.ParentImage!.Value,
        ProcessId = p.ProcessId,
        Hash = p.FileHash!.Strongest,
        Signature = p.Signature != null ? p.Signature.Status : p.FileHash!.Signature != null ? p.FileHash.Signature.Status : SignatureStatus.Unknown,
        Signer = p.Signature != null ? p.Signature.Signer : p.FileHash!.Signature!.Signer,
    });
}
