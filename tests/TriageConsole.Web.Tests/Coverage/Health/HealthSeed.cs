using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Tests.Alerts;

namespace TriageConsole.Web.Tests.Coverage.Health;

/// <summary>Hosts with roll-ups of all kinds to put into a store.</summary>
internal static class HealthSeed
{
    /// <summary>Counts of a host that sends all that the analytic needs.</summary>
    public static (DataComponent, long)[] Full { get; } =
    [
        (DataComponent.ProcessCreationSysmon, 100), (DataComponent.CommandLine, 100), (DataComponent.Lineage, 95), (DataComponent.Signature, 95), (DataComponent.ParentSignature, 95),
        (DataComponent.ModuleLoad, 300), (DataComponent.ProcessAccess, 10), (DataComponent.FileCreation, 20), (DataComponent.ScriptExecution, 5),
    ];

    public static (DataComponent, long)[] FullBut(DataComponent component, long count) =>
        [.. Full.Where(one => one.Item1 != component), .. count > 0 ? [(component, count)] : Array.Empty<(DataComponent, long)>()];

    public static async Task AddAsync(AlertStore store, int id, string name, DateTime lastSeen, IEnumerable<DateOnly> days, params (DataComponent Component, long Count)[] counts)
    {
        await using var db = store.CreateDbContext();
        var key = name.ToLowerInvariant();
        var all = days.ToList();
        db.Hosts.Add(new() { Id = id, Name = name, NameKey = key, LabelKey = key, FirstSeenUtc = lastSeen.AddDays(-40), LastSeenUtc = lastSeen });
        db.HostDays.AddRange(all.SelectMany(_ => counts, (day, c) => new HostDayRow { HostId = id, Day = day, Component = c.Component, ImportId = 1, Count = c.Count }));
        await db.SaveChangesAsync();
    }

    public static async Task AddRangesAsync(AlertStore store, int host, string channel, params (long First, long Last, DateTime From)[] ranges)
    {
        await using var db = store.CreateDbContext();
        var id = 900 + db.Texts.Count();
        var text = db.Texts.FirstOrDefault(t => t.Value == channel) ?? db.Texts.Add(new() { Id = id, Value = channel, Hash = TextHash.Filed(id, channel) }).Entity;
        db.RecordRanges.AddRange(ranges.Select((r, at) => new RecordRangeRow
        {
            HostId = host,
            ChannelId = text.Id,
            ImportId = at + 1,
            First = r.First,
            Last = r.Last,
            FromTicks = r.From.Ticks,
            ToTicks = r.From.AddHours(1).Ticks,
        }));
        await db.SaveChangesAsync();
    }
}
