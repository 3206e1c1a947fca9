using TriageConsole.Data.Model;
using TriageConsole.Domain;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>Who started what. A loop is never written, whatever the data says.</summary>
internal sealed class ParentLinks(IngestStores stores)
{
    private const int DeepestWalk = 512;

    /// <summary>Links a process to the parent that a record names; a second record that disagrees is kept as evidence.</summary>
    public void Link(ProcessRow row, ProcessCreatedEvent e)
    {
        NoteDisagreement(row, e);
        row.ParentProcessGuid ??= e.ParentProcessGuid;
        row.ParentProcessId ??= e.ParentProcessId;
        if (row.ParentImageId is null || e.Kind == WitnessKind.Sysmon1)
            row.ParentImageId = stores.Texts.IdOf(e.ParentImage) ?? row.ParentImageId;
        row.ParentCommandLineId ??= stores.Texts.IdOf(e.ParentCommandLine);
        stores.Processes.Changed(row);
        if (row.ParentEdge == ParentEdgeKind.Observed)
            return;
        if (row.ParentProcessGuid is { } guid)
            Attach(row, stores.Processes.ByGuid(row.HostId, guid) ?? Ghost(row, guid, e), ParentEdgeKind.Observed);
        else
            LinkByProcessId(row);
    }

    /// <summary>A process arrives after children that named it: what stood in its place gives way.</summary>
    public void Arrived(ProcessRow row)
    {
        foreach (var child in stores.Processes.Children(row.Id).ToList())
        {
            if (child.ParentEdge != ParentEdgeKind.Ghost)
                continue;
            child.ParentEdge = child.ParentProcessGuid is null ? ParentEdgeKind.Matched : ParentEdgeKind.Observed;
            stores.Processes.Changed(child);
            CountLineage(child);
        }

        if (row.ProcessId is not { } pid)
            return;
        foreach (var other in stores.Processes.ByProcessId(row.HostId, pid).ToList())
        {
            if (other.Id == row.Id || (other.Witnesses == WitnessKind.None && other.GhostDay is null))
                continue;
            foreach (var child in stores.Processes.Children(other.Id).ToList())
            {
                if (child.ParentProcessGuid is null && child.Id != row.Id)
                    LinkByProcessId(child);
            }

            if (other.GhostDay is not null && stores.Processes.Children(other.Id).Count == 0)
                stores.Processes.Remove(other);
        }
    }

    private void LinkByProcessId(ProcessRow row)
    {
        if (row.ParentProcessId is not { } pid || row.StartUtc is not { } start)
            return;
        var name = row.ParentImageId is { } image ? WindowsPath.FileName(stores.Text(image)) : null;
        ProcessRow? latest = null;
        foreach (var candidate in stores.Processes.ByProcessId(row.HostId, pid))
        {
            if (candidate.Id != row.Id && candidate.Witnesses != WitnessKind.None
                && TwinRules.CouldBeParent(candidate.StartUtc, candidate.EndUtc, start)
                && (name is null || Comparers.ImagePath.Equals(stores.Text(candidate.ImageNameId), name))
                && (latest is null || candidate.StartUtc > latest.StartUtc))
            {
                latest = candidate;
            }
        }

        if (latest is not null)
            Attach(row, latest, ParentEdgeKind.Matched);
        else if (row.ParentImageId is not null && row.ParentId is null)
            Attach(row, GhostByProcessId(row, pid, start), ParentEdgeKind.Ghost);
    }

    private void Attach(ProcessRow row, ProcessRow parent, ParentEdgeKind kind)
    {
        if (parent.Id == row.Id || IsAbove(row, parent))
        {
            stores.Processes.MoveTo(row, null);
            row.ParentEdge = ParentEdgeKind.None;
            return;
        }

        var edge = parent.Witnesses == WitnessKind.None ? ParentEdgeKind.Ghost : kind;
        var counted = row.ParentEdge is ParentEdgeKind.Observed or ParentEdgeKind.Matched;
        var old = row.ParentId is { } id && id != parent.Id ? stores.Processes.ById(id) : null;
        stores.Processes.MoveTo(row, parent.Id);
        row.ParentEdge = edge;
        stores.Processes.Changed(row);
        if (!counted && edge != ParentEdgeKind.Ghost)
            CountLineage(row);
        if (old is { GhostDay: not null } && stores.Processes.Children(old.Id).Count == 0)
            stores.Processes.Remove(old);
    }

    // Whether row is an ancestor of the one that is to be its parent. Too deep to tell counts as yes.
    private bool IsAbove(ProcessRow row, ProcessRow parent)
    {
        if (stores.Processes.Children(row.Id).Count == 0)
            return false;
        var at = parent;
        for (var steps = 0; steps < DeepestWalk; steps++)
        {
            if (at.ParentId is not { } up)
                return false;
            if (up == row.Id)
                return true;
            if (stores.Processes.ById(up) is not { } next)
                return false;
            at = next;
        }

        return true;
    }

    private ProcessRow Ghost(ProcessRow child, Guid guid, ProcessCreatedEvent e)
    {
        var ghost = NewGhost(child);
        ghost.ProcessGuid = guid;
        ghost.CommandLineId = stores.Texts.IdOf(e.ParentCommandLine);
        ghost.UserId = stores.Texts.IdOf(e.ParentUser);
        return stores.Processes.Add(ghost);
    }

    // Process ids are used again: a ghost without a GUID stands for the children of one day.
    private ProcessRow GhostByProcessId(ProcessRow child, long pid, DateTime start)
    {
        var day = (int)(start - DateTime.UnixEpoch).TotalDays;
        foreach (var row in stores.Processes.ByProcessId(child.HostId, pid))
        {
            if (row.GhostDay == day && Comparers.ImagePath.Equals(stores.Text(row.ImageId), stores.Text(child.ParentImageId!.Value)))
                return row;
        }

        var ghost = NewGhost(child);
        ghost.GhostDay = day;
        return stores.Processes.Add(ghost);
    }

    private ProcessRow NewGhost(ProcessRow child)
    {
        var ghost = new ProcessRow
        {
            HostId = child.HostId,
            ProcessId = child.ParentProcessId,
            TimeBasis = TimeBasis.Uncertain,
            FirstImportId = stores.ImportId,
        };
        stores.SetImage(ghost, child.ParentImageId is { } image ? stores.Text(image) : string.Empty);
        return ghost;
    }

    private void NoteDisagreement(ProcessRow row, ProcessCreatedEvent e)
    {
        if ((row.Witnesses & ~e.Kind) == 0)
            return;
        string? says = null;
        if (row.ParentProcessId is { } known && e.ParentProcessId is { } told && known != told)
            says = $"One record names process {known} as the parent, {Name(e.Kind)} names {told}.";
        else if (row.ParentImageId is { } image && e.ParentImage is { Length: > 0 } other
            && !Comparers.ImagePath.Equals(WindowsPath.FileName(stores.Text(image)), WindowsPath.FileName(other)))
            says = $"One record names {stores.Text(image)} as the parent, {Name(e.Kind)} names {other}.";
        if (says is null)
            return;
        row.Corroboration = EdgeCorroboration.Contradicted;
        row.ContradictionId ??= stores.Texts.Id(says);
        stores.Processes.Changed(row);
    }

    private void CountLineage(ProcessRow row)
    {
        if (row.StartUtc is { } start)
            stores.Days.Add(row.HostId, start, DataComponent.Lineage);
    }

    private static string Name(WitnessKind kind) => kind switch
    {
        WitnessKind.Sysmon1 => "Sysmon 1",
        WitnessKind.Security4688 => "Security 4688",
        _ => "the ECS event",
    };
}
