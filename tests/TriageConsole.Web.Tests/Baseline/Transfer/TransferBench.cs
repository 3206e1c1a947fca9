using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Proposing;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;

namespace TriageConsole.Web.Tests.Baseline.Transfer;

/// <summary>Files, and what makes and takes them, on a store.</summary>
internal static class TransferBench
{
    public static BaselineImport ImportOf(AlertStore store) => new(store, store.Time, UseChecks.For(store), ProposeOf(store));

    public static ProposalCommands ProposeOf(AlertStore store) => new(store, store.Time, store.Notices, UseChecks.For(store));

    public static BaselineExport ExportOf(AlertStore store) => new(store, store.Time);

    /// <summary>An entry that an import takes.</summary>
    public static BaselineEntry Entry(AlertStore store, int number = 1) => new()
    {
        Use = new()
        {
            Id = new Guid(number, 0, 0, new byte[8]),
            Title = $"Printer roll-out {number}",
            Owner = "Desktop team",
            Reason = "Installs printers at sign-in.",
            Ticket = "CHG-1",
            ExpiresUtc = store.Now.AddDays(180),
            State = ApprovedUseState.Active,
            Conditions =
            [
                new(UseField.Host, "ws-*"), new(UseField.User, @"example\*"), new(UseField.ParentImage, @"C:\Windows\explorer.exe"),
                new(UseField.Script, @"C:\Deploy\print.vbs"),
            ],
        },
        ReviewUtc = store.Now.AddDays(90),
    };

    public static async Task<List<ApprovedUseRow>> UsesAsync(AlertStore store)
    {
        await using var db = store.CreateDbContext();
        return await db.ApprovedUses.AsNoTracking().OrderBy(use => use.Title).ToListAsync();
    }

    public static async Task AddAsync(AlertStore store, params ApprovedUseRow[] uses)
    {
        await using var db = store.CreateDbContext();
        db.ApprovedUses.AddRange(uses);
        await db.SaveChangesAsync();
    }
}
