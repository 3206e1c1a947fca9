using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Data.Judging;

/// <summary>Records under which versions a host was judged and which signals threw on it.</summary>
public sealed class JudgementRecords(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    /// <summary>Replaces what was recorded of the host.</summary>
    public async Task WriteAsync(int hostId, JudgedUnder under, IReadOnlyDictionary<string, SignalFailures> failures, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(under);
        ArgumentNullException.ThrowIfNull(failures);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.HostJudgements.FindAsync([hostId], cancel) is { } row)
            (row.JudgedWith, row.SettingsVersion, row.BaselineRevision, row.JudgedUtc) = (under.JudgedWith, under.SettingsVersion, under.BaselineRevision, Now);
        else if (await db.Hosts.AnyAsync(h => h.Id == hostId, cancel))
            db.HostJudgements.Add(new() { HostId = hostId, JudgedWith = under.JudgedWith, SettingsVersion = under.SettingsVersion, BaselineRevision = under.BaselineRevision, JudgedUtc = Now });
        else
            return;
        db.SignalFailures.RemoveRange(await db.SignalFailures.Where(f => f.HostId == hostId).ToListAsync(cancel));
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        db.SignalFailures.AddRange(failures.Select(pair => new SignalFailureRow { HostId = hostId, SignalId = pair.Key, Processes = pair.Value.Processes, Error = pair.Value.Error }));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whether the host was last judged, from end to end, under these versions.</summary>
    public async Task<bool> IsCurrentAsync(int hostId, JudgedUnder under, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(under);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.HostJudgements.AnyAsync(
            j => j.HostId == hostId && j.JudgedWith == under.JudgedWith && j.SettingsVersion == under.SettingsVersion && j.BaselineRevision == under.BaselineRevision, cancel);
    }

    /// <summary>Adds what threw in a part of the host.</summary>
    public async Task AddAsync(int hostId, IReadOnlyDictionary<string, SignalFailures> failures, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(failures);
        if (failures.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var (signal, failure) in failures)
        {
            if (await db.SignalFailures.FindAsync([hostId, signal], cancel) is { } row)
                row.Processes = Math.Max(row.Processes, failure.Processes);
            else
                db.SignalFailures.Add(new() { HostId = hostId, SignalId = signal, Processes = failure.Processes, Error = failure.Error });
        }

        await db.SaveChangesAsync(cancel);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}

/// <summary>What one signal threw on one host.</summary>
/// <param name="Processes">On how many processes.</param>
/// <param name="Error">The first exception.</param>
public sealed record SignalFailures(int Processes, string Error)
{
    /// <summary>Adds what threw in one part of a host to what threw in the parts before.</summary>
    public static void Count(Dictionary<string, SignalFailures> into, IEnumerable<SignalFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(failures);
        foreach (var failure in failures)
            into[failure.SignalId] = into.TryGetValue(failure.SignalId, out var known) ? known with { Processes = known.Processes + 1 } : new(1, failure.Error);
    }
}
