using Microsoft.EntityFrameworkCore;

namespace TriageConsole.Data.Facts;

/// <summary>The ids of texts, found by their hashes.</summary>
public static class TextIds
{
    private const int HashesAtOnce = 4_000;

    /// <summary>Those of the texts that are stored, each with its id.</summary>
    public static async Task<Dictionary<string, long>> OfAsync(TriageContext db, IReadOnlyCollection<string> texts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(texts);
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        if (texts.Count == 0 || await db.Texts.MaxAsync(t => (long?)t.Id, cancel) is not { } last)
            return found;
        var parts = IdParts.Of(last) + 1;
        foreach (var some in texts.Chunk(Math.Max(1, HashesAtOnce / parts)))
        {
            var wanted = some.ToHashSet(StringComparer.Ordinal);
            var hashes = wanted.Select(TextHash.Of).SelectMany(hash => Enumerable.Range(0, parts).Select(part => TextHash.InPart(part, hash))).ToList();
            foreach (var text in await db.Texts.Where(t => EF.Parameter(hashes).Contains(t.Hash)).Select(t => new { t.Id, t.Value }).ToListAsync(cancel))
            {
                if (wanted.Contains(text.Value))
                    found[text.Value] = text.Id;
            }
        }

        return found;
    }
}
