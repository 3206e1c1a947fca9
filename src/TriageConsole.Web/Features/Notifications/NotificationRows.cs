using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Notifications;

/// <summary>What people are told.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Subject">What it is about, in a line; can quote hostile text.</param>
public sealed record Notification(NotificationKind Kind, string Subject)
{
    public Guid? AlertId { get; init; }

    public long? CaseId { get; init; }

    /// <summary>What was written; its first words are kept.</summary>
    public string? Text { get; init; }
}

/// <summary>
/// Adds notifications to what a command saves: rows only, in its own transaction, so that nobody is told of what did not
/// happen. The command publishes <see cref="Live.Topic.Notifications"/> when it is done. Nothing is sent here.
/// </summary>
internal static class NotificationRows
{
    public const int LongestSubject = 300;
    public const int LongestExcerpt = 500;

    /// <summary>Tells those people, but never the one who did it.</summary>
    public static async Task AddAsync(
        TriageContext db, Actor by, IReadOnlyCollection<string> userNames, Notification what, DateTime utcNow, CancellationToken cancel)
    {
        var names = userNames.Select(name => name.ToUpperInvariant()).Distinct().ToList();
        if (names.Count == 0)
            return;
        var users = await db.Users.AsNoTracking().Where(u => names.Contains(u.NormalizedUserName!) && u.Id != by.Id).ToListAsync(cancel);
        users.RemoveAll(UserAccounts.IsDisabled);
        var ids = users.Select(u => u.Id).ToList();
        var choices = await db.NotificationChoices.AsNoTracking().Where(c => c.Kind == what.Kind && ids.Contains(c.UserId))
            .ToDictionaryAsync(c => c.UserId, cancel);
        foreach (var user in users)
        {
            var (inApp, mail) = choices.TryGetValue(user.Id, out var choice) ? (choice.InApp, choice.Mail) : (true, false);
            if (!inApp && !mail)
                continue;
            db.Notifications.Add(new NotificationRow
            {
                UserId = user.Id,
                Kind = what.Kind,
                AtUtc = utcNow,
                By = by.Name,
                Subject = Short(what.Subject, LongestSubject),
                Excerpt = what.Text is null ? null : Short(what.Text, LongestExcerpt),
                AlertId = what.AlertId,
                CaseId = what.CaseId,
                InApp = inApp,
                Mail = mail ? NotificationMail.Waiting : NotificationMail.None,
                MailNextUtc = utcNow,
            });
        }
    }

    /// <summary>Tells those whom a text names.</summary>
    public static async Task AddMentionedAsync(
        TriageContext db, Actor by, string text, Notification what, DateTime utcNow, CancellationToken cancel)
    {
        var candidates = MentionText.Candidates(text);
        if (candidates.Count == 0)
            return;
        var readings = candidates.SelectMany(c => c).Select(name => name.ToUpperInvariant()).Distinct().ToList();
        var known = (await db.Users.AsNoTracking().Where(u => readings.Contains(u.NormalizedUserName!)).Select(u => u.NormalizedUserName!)
            .ToListAsync(cancel)).ToHashSet();
        var named = candidates.Select(c => c.FirstOrDefault(name => known.Contains(name.ToUpperInvariant()))).OfType<string>().ToList();
        await AddAsync(db, by, named, what with { Text = text }, utcNow, cancel);
    }

    /// <summary>Tells everybody who may do it.</summary>
    public static async Task AddForRoleAsync(
        TriageContext db, Actor by, string policy, Notification what, DateTime utcNow, CancellationToken cancel)
    {
        var roles = Policies.RolesOf(policy);
        var names = await db.Users.AsNoTracking()
            .Where(u => u.UserName != null && db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name!))))
            .Select(u => u.UserName!).ToListAsync(cancel);
        await AddAsync(db, by, names, what, utcNow, cancel);
    }

    private static string Short(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
