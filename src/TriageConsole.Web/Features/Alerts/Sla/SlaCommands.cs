using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Alerts.Sla;

/// <summary>Sets how long alerts may wait. What is set holds at once, for alerts that wait already, too.</summary>
public sealed class SlaCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    public const int Shortest = 5;

    public const int Longest = 365 * 24 * 60;

    /// <summary>Saves all levels or none; the faults of all at once, each a sentence.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="typed">By level, as typed: <c>45 min</c>, <c>4 h</c>, <c>3 d</c>, empty for no limit. Levels left out stay.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<string>> SaveAsync(Actor actor, IReadOnlyDictionary<Severity, string?> typed, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ManageResponseTimes);
        ArgumentNullException.ThrowIfNull(typed);
        List<string> faults = [];
        var minutes = new SortedDictionary<Severity, int?>();
        foreach (var (level, text) in typed)
        {
            if (!SlaWords.TryRead(text, out var read))
                faults.Add($"{LevelWords.Of(level)}: write a number and min, h or d, for example 4 h; or nothing for no limit.");
            else if (read is < Shortest or > Longest)
                faults.Add($"{LevelWords.Of(level)}: {Shortest} min to {Longest / 60 / 24} d.");
            else
                minutes[level] = read;
        }

        if (faults.Count == 0)
            CheckOrder(minutes, faults);
        if (faults.Count > 0)
            return faults;
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var stored = await db.SlaTargets.ToDictionaryAsync(t => t.Level, cancel);
        foreach (var (level, limit) in minutes)
        {
            if (!stored.TryGetValue(level, out var row))
                db.SlaTargets.Add(row = new() { Level = level, ChangedBy = actor.Name });
            (row.Minutes, row.ChangedBy, row.ChangedUtc) = (limit, actor.Name, now);
        }

        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Alerts);
        return [];
    }

    // A worse alert that may wait longer than a milder one is a slip of the keyboard.
    private static void CheckOrder(SortedDictionary<Severity, int?> minutes, List<string> faults)
    {
        var milder = (Level: (Severity?)null, Limit: int.MaxValue);
        foreach (var (level, limit) in minutes)
        {
            if ((limit ?? int.MaxValue) > milder.Limit)
                faults.Add($"{LevelWords.Of(level)}: it may wait longer than {LevelWords.Of(milder.Level!.Value)}, which is milder.");
            milder = (level, limit ?? int.MaxValue);
        }
    }
}
