using TriageConsole.Data.Model;
using TriageConsole.Domain;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>Process starts: the same process told by several records becomes one row with several witnesses.</summary>
internal sealed class ProcessIngest(IngestStores stores, ParentLinks links)
{
    public ProcessRow Create(ProcessCreatedEvent e)
    {
        var host = stores.Hosts.Id(e.Host);
        var row = Same(e, host);
        var isNew = row is null;
        row ??= new ProcessRow { HostId = host, FirstImportId = stores.ImportId };
        var wasGhost = row.Witnesses == WitnessKind.None;
        var second = (row.Witnesses & e.Kind) != 0;
        Fill(row, e);
        if (isNew)
            stores.Processes.Add(row);
        else
            stores.Processes.Changed(row);
        row.Witnesses |= e.Kind;
        if (e.ProcessGuid is { } guid && row.ProcessGuid is null)
            stores.Processes.SetGuid(row, guid);
        if (e.ProcessId is { } pid && row.ProcessId is null)
            stores.Processes.SetProcessId(row, pid);
        if (wasGhost)
        {
            stores.NewProcesses++;
            links.Arrived(row);
        }

        links.Link(row, e);
        if (wasGhost)
            stores.Pending.Apply(row);
        if (!second)
            Count(e, host);
        return row;
    }

    private ProcessRow? Same(ProcessCreatedEvent e, int host)
    {
        if (e.ProcessGuid is { } guid && stores.Processes.ByGuid(host, guid) is { } known)
            return known;
        if (e.ProcessId is not { } pid)
            return null;
        var name = WindowsPath.FileName(e.Image);
        ProcessRow? best = null;
        var closest = TimeSpan.MaxValue;
        var uncertain = 0;
        foreach (var row in stores.Processes.ByProcessId(host, pid))
        {
            if (row.StartUtc is not { } start || row.Witnesses == WitnessKind.None || (e.ProcessGuid is not null && row.ProcessGuid is not null))
                continue;
            var apart = (start - e.UtcTime).Duration();
            var tolerance = TwinRules.Tolerance(row.TimeBasis, e.TimeBasis);
            if (apart > tolerance || !Comparers.ImagePath.Equals(stores.Text(row.ImageNameId), name.ToLowerInvariant()))
                continue;
            if (tolerance == TwinRules.Uncertain)
            {
                // Another start of the same kind is another process, however alike.
                if (((row.Witnesses & e.Kind) != 0 && apart > TimeSpan.Zero) || !SameWords(row, e))
                    continue;
                uncertain++;
            }

            if (apart < closest)
                (best, closest) = (row, apart);
        }

        return uncertain > 1 && closest > TimeSpan.Zero ? null : best;
    }

    private bool SameWords(ProcessRow row, ProcessCreatedEvent e) =>
        (e.CommandLine is null || row.CommandLineId is null || stores.Text(row.CommandLineId.Value) == StorableText.Clean(e.CommandLine))
        && (e.ParentProcessId is null || row.ParentProcessId is null || row.ParentProcessId == e.ParentProcessId);

    private void Fill(ProcessRow row, ProcessCreatedEvent e)
    {
        // The sounder clock tells the start.
        if (row.StartUtc is null || e.TimeBasis < row.TimeBasis || (e.TimeBasis == row.TimeBasis && row.Witnesses == WitnessKind.None))
        {
            row.StartUtc = e.UtcTime;
            row.TimeBasis = e.TimeBasis;
        }

        if (row.ImageId == 0 || row.Witnesses == WitnessKind.None || (e.Kind == WitnessKind.Sysmon1 && e.Image.Length > 0))
            stores.SetImage(row, e.Image);
        row.GhostDay = null;
        row.CommandLineId = (row.Witnesses == WitnessKind.None ? stores.Texts.IdOf(e.CommandLine) : null) ?? row.CommandLineId ?? stores.Texts.IdOf(e.CommandLine);
        row.CurrentDirectoryId ??= stores.Texts.IdOf(e.CurrentDirectory);
        if (row.UserId is null || e.Kind == WitnessKind.Sysmon1)
            row.UserId = stores.Texts.IdOf(e.User) ?? row.UserId;
        row.LogonId ??= unchecked((long?)e.LogonId);
        row.IntegrityLevelId ??= stores.Texts.IdOf(e.IntegrityLevel);
        row.OriginalFileNameId ??= stores.Texts.IdOf(e.OriginalFileName);
        row.CompanyId ??= stores.Texts.IdOf(e.Company);
        row.ProductId ??= stores.Texts.IdOf(e.Product);
        row.DescriptionId ??= stores.Texts.IdOf(e.Description);
        row.FileVersionId ??= stores.Texts.IdOf(e.FileVersion);
        row.FileHashId ??= stores.Files.Hash(e.Hashes);
        if (e.Signature is { Status: not SignatureStatus.Unknown } signature)
            stores.SetSignature(row, signature, SignatureSource.Event);
    }

    private void Count(ProcessCreatedEvent e, int host)
    {
        var component = e.Kind switch
        {
            WitnessKind.Security4688 => DataComponent.ProcessCreationSecurity,
            _ => DataComponent.ProcessCreationSysmon,
        };
        stores.Days.Add(host, e.UtcTime, component);
        if (!string.IsNullOrEmpty(e.CommandLine))
            stores.Days.Add(host, e.UtcTime, DataComponent.CommandLine);
    }
}
