using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline.Governance;

/// <summary>Keeps every version of every approved use. Whoever changes one records it in the same transaction.</summary>
public static class UseVersions
{
    /// <summary>Records what was done; <paramref name="content"/> is what the row says now where it is null.</summary>
    public static void Record(TriageContext db, ApprovedUseRow row, UseChange change, string by, DateTime utcNow, string? note, UseContent? content = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(row);
        db.ApprovedUseVersions.Add(new()
        {
            UseId = row.Id,
            Number = row.Version,
            Change = change,
            By = by,
            AtUtc = utcNow,
            Note = note,
            ContentJson = UseRecord.WriteContent(content ?? UseContent.Of(row)),
        });
    }

    /// <summary>The user that an owner is by name; null where it names none.</summary>
    public static Task<long?> OwnerIdAsync(TriageContext db, string owner, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(owner);
        var name = owner.Trim().ToUpperInvariant();
        return db.Users.Where(user => user.NormalizedUserName == name).Select(user => (long?)user.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>What was done last and by whom, for whoever comes too late.</summary>
    internal static async Task<string> LastAsync(TriageContext db, Guid useId, CancellationToken cancel)
    {
        var last = await db.ApprovedUseVersions.AsNoTracking().Where(v => v.UseId == useId).OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancel);
        return last is null
            ? "It was changed meanwhile; look again."
            : string.Create(CultureInfo.InvariantCulture, $"{last.By} was first: {UseWords.Of(last.Change)} at {last.AtUtc:yyyy-MM-dd HH:mm} UTC. Look again.");
    }
}
