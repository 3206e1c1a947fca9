using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;

namespace TriageConsole.Web.Tests.Coverage;

/// <summary>Roll-ups and approved uses to put into a store.</summary>
internal static class CoverageSeed
{
    public static async Task AddHostAsync(AlertStore store, int id, string name, DateOnly day, params (DataComponent Component, long Count)[] counts)
    {
        await using var db = store.CreateDbContext();
        var key = name.ToLowerInvariant();
        if (await db.Hosts.FindAsync(id) is null)
            db.Hosts.Add(new() { Id = id, Name = name, NameKey = key, LabelKey = key, FirstSeenUtc = store.Now.AddDays(-9), LastSeenUtc = store.Now });
        db.HostDays.AddRange(counts.Select(c => new HostDayRow { HostId = id, Day = day, Component = c.Component, Count = c.Count }));
        await db.SaveChangesAsync();
    }

    public static async Task AddGroupAsync(AlertStore store, string name, params string[] members)
    {
        await using var db = store.CreateDbContext();
        var row = new UseGroupRow
        {
            Id = Guid.NewGuid(),
            Kind = UseGroupKind.Hosts,
            Name = string.Empty,
            NameKey = string.Empty,
            MembersJson = string.Empty,
            IncludesJson = string.Empty,
            ChangedBy = "ada",
            ChangedUtc = store.Now,
        };
        UseGroupRecord.Write(new() { Id = row.Id, Kind = row.Kind, Name = name, Members = members }, row);
        db.UseGroups.Add(row);
        await db.SaveChangesAsync();
    }

    public static ApprovedUseRow Use(DateTime expires, ApprovedUseState state = ApprovedUseState.Active, bool self = false) => new()
    {
        Id = Guid.NewGuid(),
        Title = "Printer roll-out",
        State = state,
        Owner = "Desktop team",
        Reason = "Installs printers at sign-in.",
        ConditionsJson = UseRecord.WriteConditions(
            [new(UseField.Host, "ws-*"), new(UseField.ParentImage, "c:\\windows\\explorer.exe"), new(UseField.Script, "c:\\deploy\\print.vbs"), new(UseField.User, "example\\*")]),
        ReviewUtc = expires.AddDays(-5),
        ExpiresUtc = expires,
        ProposedBy = "ana",
        ProposedUtc = expires.AddDays(-90),
        SelfApproved = self,
    };
}
