using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Facts;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>A stored alert and when it was last judged.</summary>
/// <param name="Id">Surrogate id.</param>
/// <param name="JudgedUtc">What was read of it before then is out of date.</param>
/// <param name="IsFresh">Never taken from what was read before.</param>
public readonly record struct PreviewKey(long Id, DateTime JudgedUtc, bool IsFresh = false);

/// <summary>A stored alert as the baseline compares it.</summary>
/// <param name="Subject">Its canonical values.</param>
/// <param name="Processes">How many processes belong to it, bystanders aside.</param>
public sealed record PreviewSubject(ChainSubject Subject, int Processes);

/// <summary>
/// Reads stored alerts as chains, many at once, and keeps them: each edit of a preview compares the same ones again, and reading
/// them is what takes the time. What was judged anew since is read anew.
/// </summary>
public sealed class PreviewSubjects(IDbContextFactory<TriageContext> contexts, ProcessFactsReader facts)
{
    // More than one preview compares, since two may look at different ones.
    private const int MostKept = 40_000;
    private const int AtOnce = 1_000;

    private readonly ConcurrentDictionary<long, (DateTime JudgedUtc, PreviewSubject Subject)> _kept = [];

    /// <summary>The alerts by id; one that is gone is missing.</summary>
    public async Task<IReadOnlyDictionary<long, PreviewSubject>> OfAsync(IReadOnlyCollection<PreviewKey> alerts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(alerts);
        var found = new Dictionary<long, PreviewSubject>(alerts.Count);
        var missing = new List<PreviewKey>();
        foreach (var alert in alerts)
        {
            if (!alert.IsFresh && _kept.TryGetValue(alert.Id, out var kept) && kept.JudgedUtc == alert.JudgedUtc)
                found[alert.Id] = kept.Subject;
            else
                missing.Add(alert);
        }

        if (missing.Count == 0)
            return found;
        if (_kept.Count + missing.Count > MostKept)
            _kept.Clear();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var some in missing.Chunk(AtOnce))
        {
            foreach (var (alert, subject) in await ReadAsync(db, some, cancel))
            {
                found[alert.Id] = subject;
                _kept[alert.Id] = (alert.JudgedUtc, subject);
            }
        }

        return found;
    }

    private async Task<List<(PreviewKey Alert, PreviewSubject Subject)>> ReadAsync(TriageContext db, PreviewKey[] alerts, CancellationToken cancel)
    {
        var ids = alerts.Select(alert => alert.Id).ToList();
        var rows = await db.Alerts.AsNoTracking().Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, a.ProxyProcessId, a.ProxyProcess!.ParentId, a.DetailJson }).ToDictionaryAsync(a => a.Id, cancel);
        var members = (await db.AlertProcesses.AsNoTracking().Where(p => ids.Contains(p.AlertId) && p.Role != ChainRole.Context)
            .Select(p => new { p.AlertId, p.ProcessId, p.Role }).ToListAsync(cancel)).ToLookup(p => p.AlertId);
        var wanted = rows.Values.Select(row => row.ProxyProcessId).Concat(rows.Values.Select(row => row.ParentId).OfType<long>())
            .Concat(members.SelectMany(of => of).Select(member => member.ProcessId)).ToHashSet();
        var processes = (await facts.PlainByIdAsync(wanted, cancel)).ToDictionary(process => process.Id);
        var subjects = new List<(PreviewKey, PreviewSubject)>(alerts.Length);
        foreach (var alert in alerts)
        {
            if (!rows.TryGetValue(alert.Id, out var row) || !processes.TryGetValue(row.ProxyProcessId, out var proxy))
                continue;
            var subject = ChainSubject.Of(
                proxy,
                row.ParentId is { } parent ? processes.GetValueOrDefault(parent) : null,
                [.. members[alert.Id].Where(member => member.Role is ChainRole.Payload or ChainRole.Relay).Select(member => processes.GetValueOrDefault(member.ProcessId)).OfType<Domain.Processes.ProcessFacts>()],
                VerdictDetail.PayloadsOf(row.DetailJson));
            subjects.Add((alert, new(subject, members[alert.Id].Count())));
        }

        return subjects;
    }
}
