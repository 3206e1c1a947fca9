using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Baseline.Groups;

/// <summary>What admins do with host groups and account classes. What a change covers or uncovers is judged again.</summary>
public sealed class GroupCommands(
    IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, IJudgeRequests judge, UseCheck check)
{
    private const int MostNamed = 5;

    /// <summary>Makes or changes a group.</summary>
    public async Task<DecisionResult> SaveAsync(Actor actor, GroupEdit edit, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        ArgumentNullException.ThrowIfNull(edit);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var before = await UseGroupReader.AllAsync(db, cancel);
        var group = edit.ToGroup(edit.Id ?? Guid.CreateVersion7(time.GetUtcNow()));
        var row = await db.UseGroups.SingleOrDefaultAsync(g => g.Id == group.Id, cancel);
        if (edit.Id is not null && row is null)
            return new DecisionResult.Gone("This group does not exist any more.");
        if (row is not null && row.Version != edit.Version)
            return Overtaken(row);
        List<UseGroup> after = [.. before.Where(other => other.Id != group.Id), group];
        List<string> faults = [.. UseGroupRules.Faults(group, before)];
        NoteRules.Check(group.Note, string.Empty, faults);
        if (group.Unit.Length > NoteRules.Longest)
            faults.Add($"Unit: {group.Unit.Length} characters; at most {NoteRules.Longest}.");
        var uses = await GroupQueries.NamingAsync(db, cancel);
        var old = before.Find(other => other.Id == group.Id);
        if (old is not null && !Comparers.GroupName.Equals(old.Name, group.Name) && Named(uses, old) is { } naming)
            faults.Add($"Name: {naming}; make a new group instead.");
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        var affected = Affected(group, before, after, uses);
        faults.AddRange(await check.HiddenByGroupsAsync(affected.ConvertAll(use => (use.Row.Title, use.Conditions)), after, cancel));
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        if (row is null)
            db.UseGroups.Add(row = UseGroupRecord.New(group, actor.Name, time.GetUtcNow().UtcDateTime));
        else
            row.Version++;
        UseGroupRecord.Write(group, row);
        (row.ChangedBy, row.ChangedUtc) = (actor.Name, time.GetUtcNow().UtcDateTime);
        return await StoreAsync(db, row, [.. affected.Select(use => use.Row.Id)], cancel);
    }

    /// <summary>Removes a group that nothing names.</summary>
    public async Task<DecisionResult> RemoveAsync(Actor actor, Guid id, int seenVersion, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.UseGroups.SingleOrDefaultAsync(g => g.Id == id, cancel);
        if (row is null)
            return new DecisionResult.Gone("This group does not exist any more.");
        if (row.Version != seenVersion)
            return Overtaken(row);
        List<string> faults = [];
        if (Named(await GroupQueries.NamingAsync(db, cancel), row.ToGroup()) is { } naming)
            faults.Add($"{char.ToUpperInvariant(naming[0])}{naming[1..]}; it cannot be removed.");
        var including = (await UseGroupReader.AllAsync(db, cancel)).Where(other => other.Includes.Contains(id)).Select(other => $"“{other.Name}”").ToList();
        if (including.Count > 0)
            faults.Add($"It is included by {string.Join(", ", including.Take(MostNamed))}; it cannot be removed.");
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        db.UseGroups.Remove(row);
        return await StoreAsync(db, row, [], cancel);
    }

    private async Task<DecisionResult> StoreAsync(TriageContext db, UseGroupRow row, List<Guid> affected, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new DecisionResult.Settled("Somebody else changed it meanwhile; look again.");
        }
        catch (DbUpdateException)
        {
            // The index on names: another group of this name came in between.
            return new DecisionResult.Invalid(["Name: another group has it."]);
        }

        notices.Publish(Topic.Baseline);
        if (affected.Count > 0)
        {
            // Committed is committed: a closed page must not keep the hosts from being judged.
            var hosts = await db.Alerts.Counted().Where(a => a.Status == AlertStatus.Open || (a.Status == AlertStatus.Covered && affected.Contains(a.ApprovedUseId!.Value)))
                .Select(a => a.HostId).Distinct().ToListAsync(CancellationToken.None);
            await judge.RequestAsync(hosts, CancellationToken.None);
        }

        return new DecisionResult.Done(row.Version);
    }

    // Uses in force that name a group whose members change by this one.
    private static List<(ApprovedUseRow Row, IReadOnlyList<UseCondition> Conditions)> Affected(
        UseGroup group, List<UseGroup> before, List<UseGroup> after, List<(ApprovedUseRow Row, IReadOnlyList<UseCondition> Conditions)> uses)
    {
        var changed = after.Where(one => one.Kind == group.Kind && !Members(one, after).SetEquals(before.Find(other => other.Id == one.Id) is { } old ? Members(old, before) : [])).ToList();
        return uses.FindAll(use => use.Row.State == ApprovedUseState.Active && changed.Exists(one => GroupQueries.Names(use.Conditions, one)));
    }

    private static HashSet<string> Members(UseGroup group, List<UseGroup> all) => new(UseGroupRules.Flatten(group, all), StringComparer.OrdinalIgnoreCase);

    private static string? Named(List<(ApprovedUseRow Row, IReadOnlyList<UseCondition> Conditions)> uses, UseGroup group)
    {
        var titles = uses.Where(use => GroupQueries.Names(use.Conditions, group)).Select(use => $"“{use.Row.Title}”").ToList();
        return titles.Count == 0 ? null : $"the approved uses {string.Join(", ", titles.Take(MostNamed))} name it";
    }

    private static DecisionResult.Settled Overtaken(UseGroupRow row) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{row.ChangedBy} changed it at {row.ChangedUtc:yyyy-MM-dd HH:mm} UTC; look again."));
}
