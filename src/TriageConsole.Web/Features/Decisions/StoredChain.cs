using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Alert;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>A stored alert as detection knows it: what the baseline compares. Holds the core of the verdict, not its score.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Processes">The processes it names and the proxy's parent, by id.</param>
internal sealed record StoredChain(ChainVerdict Verdict, IReadOnlyDictionary<long, ProcessFacts> Processes)
{
    public static StoredChain Of(AlertRow alert, string host, IEnumerable<ChainProcess> processes) =>
        new(VerdictDetail.VerdictOf(alert, host), processes.ToDictionary(p => p.Id, Facts));

    /// <summary>Reads alerts as chains, with their host and processes.</summary>
    public static async Task<List<(AlertRow Alert, StoredChain Chain)>> LoadAsync(
        TriageContext db, IQueryable<AlertRow> alerts, CancellationToken cancel)
    {
        var rows = await alerts.AsNoTracking().Include(a => a.Host).Include(a => a.Processes).Include(a => a.ProxyProcess).ToListAsync(cancel);
        var ids = rows.SelectMany(a => a.Processes.Select(p => p.ProcessId).Append(a.ProxyProcessId))
            .Concat(rows.Select(a => a.ProxyProcess!.ParentId).OfType<long>()).ToHashSet();
        var processes = (await ChainProcesses.LoadAsync(db, ids, cancel)).ToDictionary(p => p.Id);
        return [.. rows.Select(a => (a, Of(a, a.Host!.Name, Own(a).Distinct().Where(processes.ContainsKey).Select(id => processes[id]))))];

        static IEnumerable<long> Own(AlertRow alert)
        {
            yield return alert.ProxyProcessId;
            if (alert.ProxyProcess!.ParentId is { } parent)
                yield return parent;
            foreach (var member in alert.Processes)
                yield return member.ProcessId;
        }
    }

    private static ProcessFacts Facts(ChainProcess process) => new()
    {
        Id = process.Id,
        Host = process.Host,
        ProcessGuid = process.ProcessGuid,
        ProcessId = (uint?)process.ProcessId,
        StartUtc = process.StartUtc,
        TimeBasis = process.TimeBasis,
        EndUtc = process.EndUtc,
        Image = process.Image,
        CommandLine = process.CommandLine,
        CurrentDirectory = process.CurrentDirectory,
        User = process.User,
        IntegrityLevel = process.IntegrityLevel,
        OriginalFileName = process.OriginalFileName,
        Company = process.Company,
        Product = process.Product,
        Description = process.Description,
        Hashes = process.Hashes,
        Signature = process.Signature,
        SignatureConflict = process.SignatureConflict,
        ParentId = process.ParentId,
        ParentEdge = process.ParentEdge,
        Corroboration = process.Corroboration,
        ParentImage = process.ParentImage,
        ParentCommandLine = process.ParentCommandLine,
        Witnesses = process.Witnesses,
    };
}
