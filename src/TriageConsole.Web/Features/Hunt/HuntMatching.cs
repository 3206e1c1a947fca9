using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Facts;
using TriageConsole.Data.Model;
using TriageConsole.Data.Search;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Baseline.Groups;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>A <see cref="HuntFilter"/> as a database query over processes that were seen to start.</summary>
internal static class HuntMatching
{
    /// <summary>
    /// Up to so many processes are found through their texts and then put in order; where there are more, some are met
    /// soon enough by walking back in time.
    /// </summary>
    internal const int FewEnoughToSort = 20_000;

    private const int MostTexts = 5_000;

    /// <summary>The matching processes; null where it is known that there are none.</summary>
    public static async Task<IQueryable<ProcessRow>?> MatchingAsync(this TriageContext db, HuntFilter filter, CancellationToken cancel)
    {
        var processes = db.Processes.AsNoTracking();
        int? hostId = null;
        if (filter.Host is { } host)
        {
            var key = StorableText.Clean(host).ToLowerInvariant();
            var ids = await db.Hosts.Where(h => h.NameKey == key).Select(h => h.Id).ToListAsync(cancel);
            if (ids is not [var id])
                return null;
            (hostId, processes) = (id, processes.Where(p => p.HostId == id));
        }

        if (filter.Words is { } typed && SearchWords.Parse(StorableText.Clean(typed)) is { } words)
        {
            if (await WithWordsAsync(db, processes, hostId, words, cancel) is not { } found)
                return null;
            processes = found;
        }

        if (await GroupHosts.OfAsync(db, filter.Group, cancel) is { } group)
            processes = processes.Where(p => EF.Parameter(group).Contains(p.HostId));
        processes = processes.Where(p => p.StartUtc != null);
        if (filter.Image is { } image)
        {
            if (await TextIdsAsync(db, image.ToLowerInvariant(), cancel) is not [var name])
                return null;
            processes = processes.Where(p => p.ImageNameId == name);
        }

        if (filter.Hash is { } hash)
        {
            var ids = await db.FileHashes.Where(h => h.Strongest == hash || h.Sha256 == hash || h.Sha1 == hash || h.Md5 == hash).Select(h => (long?)h.Id).ToListAsync(cancel);
            processes = processes.Where(p => ids.Contains(p.FileHashId));
        }

        if (filter.User is { } user)
        {
            var users = await TextsAsync(db, user, text => text.Equals(user, StringComparison.OrdinalIgnoreCase), cancel);
            processes = processes.Where(p => users.Contains(p.UserId!.Value));
        }

        if (filter.Parent is { } parent)
        {
            var names = await TextIdsAsync(db, parent.ToLowerInvariant(), cancel);
            var images = await TextsAsync(db, parent, text => WindowsPath.FileName(text).Equals(parent, StringComparison.OrdinalIgnoreCase), cancel);
            processes = processes.Where(p => names.Contains(p.Parent!.ImageNameId) || images.Contains(p.ParentImageId!.Value));
        }

        if (filter.FromUtc is { } from)
            processes = processes.Where(p => p.StartUtc >= from);
        if (filter.UntilUtc is { } until)
            processes = processes.Where(p => p.StartUtc < until);
        return filter.Signature switch
        {
            null => processes,
            SignatureStatus.Unknown => processes.Where(p => (p.Signature == null || p.Signature.Status == SignatureStatus.Unknown) && (p.FileHash!.Signature == null || p.FileHash.Signature.Status == SignatureStatus.Unknown)),
            { } status => processes.Where(p => p.Signature != null ? p.Signature.Status == status : p.FileHash!.Signature!.Status == status),
        };
    }

    private static async Task<IQueryable<ProcessRow>?> WithWordsAsync(TriageContext db, IQueryable<ProcessRow> processes, int? hostId, SearchWords words, CancellationToken cancel)
    {
        var texts = await TextSearch.Matching(db, words).Take(MostTexts + 1).ToListAsync(cancel);
        if (texts.Count == 0)
            return null;
        if (texts.Count <= MostTexts)
        {
            var found = processes.Where(p => p.CommandLineId != null && texts.Contains(p.CommandLineId.Value));
            if (await found.Take(FewEnoughToSort + 1).CountAsync(cancel) <= FewEnoughToSort)
                return found;
        }

        // The database would still choose the way through the texts and sort them all; SQLite can be told.
        var matching = TextSearch.Matching(db, words);
        var walked = db.Database.IsNpgsql() ? processes
            : hostId is { } id ? db.Processes.FromSqlRaw("SELECT * FROM \"Processes\" INDEXED BY \"IX_Processes_HostId_StartUtc\" WHERE \"HostId\" = {0} AND \"StartUtc\" IS NOT NULL", id).AsNoTracking()
            : db.Processes.FromSqlRaw("SELECT * FROM \"Processes\" INDEXED BY \"IX_Processes_StartUtc\" WHERE \"StartUtc\" IS NOT NULL").AsNoTracking();
        return walked.Where(p => p.CommandLineId != null && matching.Contains(p.CommandLineId.Value));
    }

    private static async Task<List<long>> TextIdsAsync(TriageContext db, string text, CancellationToken cancel) =>
        [.. (await TextIds.OfAsync(db, [StorableText.Clean(text)], cancel)).Values];

    // The texts are case-sensitive keys: those that are meant are found by their words and then compared.
    private static async Task<List<long>> TextsAsync(TriageContext db, string wanted, Func<string, bool> isMeant, CancellationToken cancel)
    {
        if (SearchWords.Parse($"\"{StorableText.Clean(wanted)}\"") is not { } words)
            return await TextIdsAsync(db, wanted, cancel);
        var matching = TextSearch.Matching(db, words);
        var texts = await db.Texts.Where(t => matching.Contains(t.Id)).Select(t => new { t.Id, t.Value }).Take(MostTexts).ToListAsync(cancel);
        return [.. texts.Where(t => isMeant(t.Value)).Select(t => t.Id)];
    }
}
