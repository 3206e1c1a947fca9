using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>Process starts: the same process told by several records becomes one row with several witnesses.</summary>
internal sealed class ProcessIngest(IngestStores stores, ParentLinks links)
{
    public ProcessRow Create(ProcessCreatedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        var row = Same(e, host) ?? new ProcessRow { HostId = host, FirstImportId = stores.ImportId };
        var wasGhost = row.Witnesses == WitnessKind.None;
        var isNewKind = (row.Witnesses & e.Kind) == 0;
        var (hadGuid, hadParent) = (row.ProcessGuid is not null, row.ParentProcessGuid is not null);
        var wasUncertain = row.TimeBasis == TimeBasis.Uncertain;
        Fill(row, e);
        if (row.Id == 0)
            stores.Processes.Add(row);
        else
            stores.Processes.Changed(row);
        stores.Processes.Index(row);
        if (e.Signature is { Status: not SignatureStatus.Unknown } signature)
            stores.SetSignature(row, signature, SignatureSource.Event);
        links.Name(row, e);
        row.Witnesses |= e.Kind;
        if (wasGhost)
        {
            stores.NewProcesses++;
            stores.Pending.Displace(row);
        }

        if (wasGhost || (!hadGuid && row.ProcessGuid is not null) || (!hadParent && row.ParentProcessGuid is not null))
            stores.Pending.Apply(row);
        else if (wasUncertain)
            stores.ByStart.Apply(row);
        if (wasGhost)
            links.Arrived(row);
        links.Link(row, e.ParentUser);
        links.NameGrandparent(row, e);
        if (isNewKind)
            Count(e, host);
        return row;
    }

    private static StartClaim Claim(ProcessRow row) =>
        new(row.StartUtc!.Value, row.TimeBasis, row.Witnesses, row.ProcessGuid, row.ImageNameId, row.CommandLineId, row.ParentProcessId);

    private ProcessRow? Same(ProcessCreatedEvent e, int host)
    {
        var named = e.ProcessGuid is { } guid ? stores.Processes.ByGuid(host, guid) : null;
        if (named is { Witnesses: not WitnessKind.None } || e.ProcessId is not { } pid)
            return named;
        if (Twin(e, host, pid) is { } twin)
        {
            if (e.ProcessGuid is { } own)
            {
                if (named is not null)
                    Fold(named, twin);
                stores.Processes.SetGuid(twin, own);
            }

            return twin;
        }

        return named ?? GhostOf(e, host, pid);
    }

    private ProcessRow? Twin(ProcessCreatedEvent e, int host, uint pid)
    {
        var name = stores.NameKey(e.Image);
        var claim = new StartClaim(e.UtcTime, e.TimeBasis, e.Kind, e.ProcessGuid, name, stores.Texts.IdOf(e.CommandLine), e.ParentProcessId);
        var reach = e.TimeBasis == TimeBasis.Uncertain ? TwinRules.Uncertain : TwinRules.Corrected;
        ProcessRow? best = null, likely = null;
        var others = 0;
        foreach (var row in stores.Processes.StartedIn(host, pid, e.UtcTime - reach, e.UtcTime + reach))
        {
            var match = row.Witnesses == WitnessKind.None ? TwinMatch.None : TwinRules.Match(Claim(row), claim);
            if (match == TwinMatch.Sure && (best is null || Closer(row, best, claim)))
                best = row;
            else if (match == TwinMatch.Likely)
                (likely, others) = (row, others + 1);
        }

        if (best is not null)
            return best;

        // A row without a zone may lie outside the reach of a sound record.
        if (e.TimeBasis != TimeBasis.Uncertain && stores.Keeper.Outline?.MayHaveUncertain(host) != false)
        {
            (likely, others) = (null, 0);
            foreach (var row in stores.Processes.StartedIn(host, pid, e.UtcTime - TwinRules.Uncertain, e.UtcTime + TwinRules.Uncertain))
            {
                if (row.TimeBasis == TimeBasis.Uncertain && TwinRules.Match(Claim(row), claim) == TwinMatch.Likely)
                    (likely, others) = (row, others + 1);
            }
        }

        return others == 1 ? likely : null;
    }

    private static bool Closer(ProcessRow row, ProcessRow best, in StartClaim claim)
    {
        var (apart, held) = ((row.StartUtc!.Value - claim.StartUtc).Duration(), (best.StartUtc!.Value - claim.StartUtc).Duration());
        return apart < held || (apart == held && row.Id < best.Id);
    }

    // What children, modules or files named before the process itself arrived.
    private ProcessRow? GhostOf(ProcessCreatedEvent e, int host, uint pid)
    {
        if (e.TimeBasis == TimeBasis.Uncertain)
            return null;
        ProcessRow? named = null, nameless = null;
        var name = stores.NameKey(e.Image);
        foreach (var ghost in stores.Processes.GhostsOf(host, pid))
        {
            if (ghost.Witnesses != WitnessKind.None || ghost.ImageNameId != name)
                continue;
            if (ghost.ProcessGuid is { } guid)
            {
                if (e.ProcessGuid is null && SysmonGuid.Fits(guid, e.UtcTime) && (named is null || ghost.Id < named.Id))
                    named = ghost;
            }
            else if ((nameless is null || ghost.Id < nameless.Id) && IsWhollyAfter(ghost, e.UtcTime))
                nameless = ghost;
        }

        return named ?? nameless;
    }

    // A ghost without a GUID is this process if it could have started all that name it.
    private bool IsWhollyAfter(ProcessRow ghost, DateTime start) =>
        ghost.GhostDay is not null
        && stores.Processes.Children(ghost, null) is { Count: > 0 } children
        && children.All(child => child.StartUtc >= start && child.TimeBasis != TimeBasis.Uncertain);

    private void Fold(ProcessRow ghost, ProcessRow row)
    {
        foreach (var child in stores.Processes.Children(ghost, null))
            links.Attach(child, row, child.ParentProcessGuid is null ? ParentEdgeKind.Matched : ParentEdgeKind.Observed);
        if (row.ParentId == ghost.Id)
            links.Unlink(row);
        if (ghost.EndUtc is { } end && (row.EndUtc is null || row.EndUtc > end))
            row.EndUtc = end;
        row.FileHashId ??= ghost.FileHashId;
        if (row.SignatureId is null)
            (row.SignatureId, row.SignatureSource) = (ghost.SignatureId, ghost.SignatureSource);
        row.ConflictingSignatureId ??= ghost.ConflictingSignatureId ?? (ghost.SignatureId == row.SignatureId ? null : ghost.SignatureId);
        stores.Processes.Remove(ghost, row);
    }

    private void Fill(ProcessRow row, ProcessCreatedEvent e)
    {
        var isFirst = row.Witnesses == WitnessKind.None;

        // Sysmon and ECS records say more, and say it as people know it; of two of them the first stays.
        var isBetter = isFirst || (row.Witnesses == WitnessKind.Security4688 && e.Kind != WitnessKind.Security4688);
        if (isFirst || e.TimeBasis < row.TimeBasis || (isBetter && e.TimeBasis == row.TimeBasis))
        {
            row.StartUtc = e.UtcTime;
            row.TimeBasis = e.TimeBasis;
        }

        if (isBetter && (e.Image.Length > 0 || row.ImageId == 0))
            stores.SetImage(row, e.Image);
        row.GhostDay = null;
        if (row.ProcessGuid is null && e.ProcessGuid is { } guid)
            stores.Processes.SetGuid(row, guid);
        row.ProcessId ??= e.ProcessId;
        row.CommandLineId = Better(row.CommandLineId, e.CommandLine);
        row.CurrentDirectoryId = Better(row.CurrentDirectoryId, e.CurrentDirectory);
        row.UserId = Better(row.UserId, e.User);
        row.IntegrityLevelId = Better(row.IntegrityLevelId, e.IntegrityLevel);
        row.OriginalFileNameId = Better(row.OriginalFileNameId, e.OriginalFileName);
        row.CompanyId = Better(row.CompanyId, e.Company);
        row.ProductId = Better(row.ProductId, e.Product);
        row.DescriptionId = Better(row.DescriptionId, e.Description);
        row.FileVersionId = Better(row.FileVersionId, e.FileVersion);
        row.LogonId = (isBetter ? unchecked((long?)e.LogonId) : null) ?? row.LogonId ?? unchecked((long?)e.LogonId);
        row.FileHashId = (isBetter ? stores.Files.Hash(e.Hashes) : null) ?? row.FileHashId ?? stores.Files.Hash(e.Hashes);

        long? Better(long? held, string? told) => (isBetter || held is null ? stores.Texts.IdOf(told) : null) ?? held;
    }

    private void Count(ProcessCreatedEvent e, int host)
    {
        var component = e.Kind == WitnessKind.Security4688 ? DataComponent.ProcessCreationSecurity : DataComponent.ProcessCreationSysmon;
        stores.Days.Add(host, e.UtcTime, component);
        if (!string.IsNullOrEmpty(e.CommandLine))
            stores.Days.Add(host, e.UtcTime, DataComponent.CommandLine);
    }
}
