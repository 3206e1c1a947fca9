using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>Who started what. A loop is never written, whatever the data says.</summary>
internal sealed class ParentLinks(IngestStores stores)
{
    private const int DeepestWalk = 4_096;

    /// <summary>
    /// Takes over the parent that a record names. Of two witnesses the one that names it by GUID, or tells more, wins; what
    /// the other says is kept as evidence where it disagrees.
    /// </summary>
    public void Name(ProcessRow row, ProcessCreatedEvent e)
    {
        var isBetter = row.Witnesses is WitnessKind.None
            || (row.Witnesses == WitnessKind.Security4688 && e.Kind != WitnessKind.Security4688)
            || (row.ParentProcessGuid is null && e.ParentProcessGuid is not null);
        NoteDisagreement(row, e);
        if (isBetter)
        {
            row.ParentProcessGuid = e.ParentProcessGuid ?? row.ParentProcessGuid;
            row.ParentProcessId = e.ParentProcessId ?? row.ParentProcessId;
            row.ParentImageId = stores.Texts.IdOf(e.ParentImage) ?? row.ParentImageId;
            row.ParentCommandLineId = stores.Texts.IdOf(e.ParentCommandLine) ?? row.ParentCommandLineId;
        }
        else
        {
            row.ParentProcessId ??= e.ParentProcessId;
            row.ParentImageId ??= stores.Texts.IdOf(e.ParentImage);
            row.ParentCommandLineId ??= stores.Texts.IdOf(e.ParentCommandLine);
        }

        stores.Processes.Changed(row);
    }

    /// <summary>Links a process to the parent that its records name.</summary>
    public void Link(ProcessRow row, string? parentUser)
    {
        if (row.ParentProcessGuid is { } guid)
            Attach(row, Named(row, guid, parentUser), ParentEdgeKind.Observed);
        else
            LinkByProcessId(row);
    }

    /// <summary>A parent that nobody recorded is known by what its child says of it; that may name who started it.</summary>
    public void NameGrandparent(ProcessRow row, ProcessCreatedEvent e)
    {
        if (e.GrandparentImage is not { } image || row is not { ParentEdge: ParentEdgeKind.Ghost, ParentId: { } id } || stores.Processes.ById(id) is not { Witnesses: WitnessKind.None, ParentImageId: null } ghost)
            return;
        (ghost.ParentImageId, ghost.ParentProcessId) = (stores.Texts.Id(image), e.GrandparentProcessId);
        stores.Processes.Changed(ghost);
    }

    /// <summary>A process arrives after children that named it: what stood in its place gives way.</summary>
    public void Arrived(ProcessRow row)
    {
        foreach (var child in stores.Processes.Children(row, null))
        {
            if (child.ParentEdge != ParentEdgeKind.Ghost)
                continue;
            child.ParentEdge = child.ParentProcessGuid is null ? ParentEdgeKind.Matched : ParentEdgeKind.Observed;
            stores.Processes.Changed(child);
            if (child.ParentProcessGuid is null)
                LinkByProcessId(child);
        }

        if (row is not { ProcessId: { } pid, StartUtc: { } start })
            return;

        // Only a child that names its parent by process id, and started later, can change hands.
        if (stores.Keeper.Outline?.MayHaveGuidless(row.HostId, row.Id, start - ParentRules.Slack) == false)
            return;
        foreach (var other in stores.Processes.StartedBy(row.HostId, pid, start + ParentRules.Slack).Concat(stores.Processes.GhostsOf(row.HostId, pid)))
        {
            if (other.Id != row.Id && (other.StartUtc is not null || other.GhostDay is not null))
                Relink(other, start - ParentRules.Slack);
        }
    }

    /// <summary>An end became known: children that started after it had another parent.</summary>
    public void Ended(ProcessRow row)
    {
        if (row.EndUtc is { } end)
            Relink(row, end + ParentRules.Slack);
    }

    public void Unlink(ProcessRow row)
    {
        stores.Processes.MoveTo(row, null);
        row.ParentEdge = ParentEdgeKind.None;
    }

    public void Attach(ProcessRow row, ProcessRow parent, ParentEdgeKind kind)
    {
        var edge = parent.Witnesses == WitnessKind.None ? ParentEdgeKind.Ghost : kind;
        if (row.ParentId == parent.Id && row.ParentEdge == edge)
            return;
        var old = row.ParentId is { } id && id != parent.Id ? stores.Processes.ById(id) : null;
        if (parent.Id == row.Id || IsAbove(row, parent))
        {
            Unlink(row);
            return;
        }

        if (row.ParentId != parent.Id)
            stores.Processes.MoveTo(row, parent.Id);
        row.ParentEdge = edge;
        stores.Processes.Changed(row);

        // Nobody names the ghost any more. Alerts may have shown it: they show who took its place.
        if (old is { GhostDay: not null } && stores.Processes.Children(old, null).Count == 0)
            stores.Processes.Remove(old, parent);
    }

    private void Relink(ProcessRow parent, DateTime from)
    {
        foreach (var child in stores.Processes.Children(parent, from))
        {
            if (child.ParentProcessGuid is null)
                LinkByProcessId(child);
        }
    }

    private void LinkByProcessId(ProcessRow row)
    {
        if (row.ParentProcessId is not { } pid || row.StartUtc is not { } start)
            return;
        var name = row.ParentImageId is { } image ? stores.NameKey(stores.Text(image)) : (long?)null;
        var rows = stores.Processes.StartedBy(row.HostId, pid, start + ParentRules.Slack);
        var candidates = new List<ParentCandidate>(rows.Count);
        foreach (var candidate in rows)
        {
            if (candidate.Id != row.Id && candidate.Witnesses != WitnessKind.None)
                candidates.Add(new(candidate.Id, candidate.StartUtc!.Value, candidate.TimeBasis, candidate.EndUtc, candidate.ImageNameId));
        }

        var chosen = ParentRules.Choose(start, row.TimeBasis, name, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(candidates));
        if (chosen is { } id)
            Attach(row, rows.First(candidate => candidate.Id == id), ParentEdgeKind.Matched);
        else
            Attach(row, GhostByProcessId(row, pid, start), ParentEdgeKind.Ghost);
    }

    // Whether row is an ancestor of the one that is to be its parent. Too deep to tell counts as yes.
    private bool IsAbove(ProcessRow row, ProcessRow parent)
    {
        // Nothing can stand above what has only just been made.
        if (stores.Processes.IsNew(row) && stores.Processes.Children(row, null).Count == 0)
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

    private ProcessRow Named(ProcessRow child, Guid guid, string? user)
    {
        var image = child.ParentImageId is { } id ? stores.Text(id) : string.Empty;
        var parent = stores.Known(child.HostId, guid, child.ParentProcessId, image);
        if (parent.Witnesses != WitnessKind.None)
            return parent;

        // A ghost knows what its children and its own facts say, each only once.
        if (parent.ProcessId is null && child.ParentProcessId is not null)
        {
            parent.ProcessId = child.ParentProcessId;
            stores.Processes.Index(parent);
            stores.Processes.Changed(parent);
        }

        if (parent.CommandLineId is null && child.ParentCommandLineId is not null)
        {
            parent.CommandLineId = child.ParentCommandLineId;
            stores.Processes.Changed(parent);
        }

        if (parent.UserId is null && user is not null)
        {
            parent.UserId = stores.Texts.IdOf(user);
            stores.Processes.Changed(parent);
        }

        return parent;
    }

    // Process ids are used again: a ghost without a GUID stands for the children of one day.
    private ProcessRow GhostByProcessId(ProcessRow child, long pid, DateTime start)
    {
        var day = (int)(start.Date - DateTime.UnixEpoch).TotalDays;
        var image = child.ParentImageId is { } id ? stores.Text(id) : string.Empty;
        var name = stores.NameKey(image);
        foreach (var row in stores.Processes.GhostsOf(child.HostId, pid))
        {
            if (row.GhostDay == day && row.ImageNameId == name)
                return row;
        }

        var ghost = new ProcessRow
        {
            HostId = child.HostId,
            ProcessId = pid,
            TimeBasis = TimeBasis.Uncertain,
            FirstImportId = stores.ImportId,
            GhostDay = day,
        };
        stores.SetImage(ghost, image);
        return stores.Processes.Add(ghost);
    }

    private void NoteDisagreement(ProcessRow row, ProcessCreatedEvent e)
    {
        // Only records of different kinds can contradict each other; the same kind again is the same record.
        var isSecurity = e.Kind == WitnessKind.Security4688;
        var others = row.Witnesses & ~e.Kind;
        if (others == WitnessKind.None || (!isSecurity && (others & WitnessKind.Security4688) == 0) || row.ContradictionId is not null)
            return;
        var (held, heldImage) = (row.ParentProcessId, row.ParentImageId is { } id ? stores.Text(id) : null);
        var differs = held is { } known && e.ParentProcessId is { } told
            ? known != told
            : heldImage is not null && e.ParentImage is { } image && stores.NameKey(heldImage) != stores.NameKey(image);
        if (!differs)
            return;
        var rowKind = isSecurity ? Name(others) : Name(WitnessKind.Security4688);
        (string Kind, string Parent) mine = (Name(e.Kind), Parent(e.ParentProcessId, e.ParentImage));
        (string Kind, string Parent) theirs = (rowKind, Parent(held, heldImage));
        var (first, second) = isSecurity ? (theirs, mine) : (mine, theirs);
        row.Corroboration = EdgeCorroboration.Contradicted;
        row.ContradictionId = stores.Texts.Id($"{first.Kind} names {first.Parent} as the parent, {second.Kind} names {second.Parent}.");
        stores.Processes.Changed(row);
    }

    private static string Parent(long? pid, string? image) =>
        $"{(string.IsNullOrEmpty(image) ? "a process" : image)} ({(pid is { } id ? $"process id {id}" : "no process id")})";

    private static string Name(WitnessKind kind) =>
        kind.HasFlag(WitnessKind.Sysmon1) ? "Sysmon 1" : kind.HasFlag(WitnessKind.Ecs) ? "the ECS event" : kind.HasFlag(WitnessKind.Defender) ? "Defender" : "Security 4688";
}
