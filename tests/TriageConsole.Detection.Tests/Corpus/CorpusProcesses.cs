using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Corpus;

/// <summary>Builds processes from the truth files the way the import does: twins merged, parents linked, ghosts made.</summary>
internal sealed class CorpusProcesses
{
    private readonly List<ProcessFacts> _all = [];
    private readonly Dictionary<(string File, string Member, int Index), long> _byEvent = [];
    private readonly Dictionary<Guid, SignatureFact> _byGuid = [];
    private readonly Dictionary<string, SignatureFact> _byHash = new(StringComparer.OrdinalIgnoreCase);
    private long _next = 1;

    public CorpusProcesses(string corpus)
    {
        ReadSignatures(Path.Combine(corpus, "truth", "image-signatures.tsv"));
        foreach (var file in TruthEvent.Read(corpus).GroupBy(item => (item.Key.File, item.Host.ToUpperInvariant())))
            Build([.. file]);
    }

    public IReadOnlyList<ProcessFacts> All => _all;

    public IReadOnlyDictionary<(string File, string Member, int Index), long> ByEvent => _byEvent;

    private void ReadSignatures(string path)
    {
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var cells = line.Split('\t');
            var fact = SignatureFact.FromFields(cells[4], cells[5], cells[6], SignatureSource.OwnImageLoad);
            if (Guid.TryParse(cells[2], out var guid))
                _byGuid[guid] = fact;
            if (cells.Length > 7 && cells[7].Length == 64 && fact.Status == SignatureStatus.Valid)
                _byHash[cells[7]] = fact with { Source = SignatureSource.HashCatalogue };
        }
    }

    private void Build(List<TruthEvent> events)
    {
        var byGuid = new Dictionary<Guid, ProcessFacts>();
        var starts = new List<(TruthEvent Event, long Id)>();
        var facts = new List<(TruthEvent Event, ProcessFacts Facts)>();
        foreach (var item in events.Where(item => item.IsSysmon))
        {
            var process = Facts(item);
            if (process.ProcessGuid is { } guid)
                byGuid[guid] = process;
            facts.Add((item, process));
            starts.Add((item, process.Id));
            _byEvent[item.Key] = process.Id;
        }

        foreach (var item in events.Where(item => !item.IsSysmon))
        {
            var twin = starts.Where(start => start.Event.IsSysmon && start.Event.ProcessId == item.ProcessId && start.Event.Time is { } a && item.Time is { } b && Math.Abs((a - b).TotalSeconds) < 2
                && string.Equals(start.Event.Image, item.Image, StringComparison.OrdinalIgnoreCase)).Select(start => (long?)start.Id).FirstOrDefault();
            if (twin is { } known)
            {
                _byEvent[item.Key] = known;
                continue;
            }

            var process = Facts(item);
            facts.Add((item, process));
            starts.Add((item, process.Id));
            _byEvent[item.Key] = process.Id;
        }

        Link(facts, byGuid, starts);
    }

    private void Link(List<(TruthEvent Event, ProcessFacts Facts)> facts, Dictionary<Guid, ProcessFacts> byGuid, List<(TruthEvent Event, long Id)> starts)
    {
        var ghosts = new Dictionary<string, ProcessFacts>(StringComparer.OrdinalIgnoreCase);
        foreach (var (item, process) in facts)
        {
            if (item.ParentGuid is { } guid && byGuid.TryGetValue(guid, out var parent) && parent.Id != process.Id)
            {
                _all.Add(process with { ParentId = parent.Id, ParentEdge = ParentEdgeKind.Observed });
                continue;
            }

            var matched = item.ParentGuid is null
                ? starts.Where(start => start.Event.ProcessId == item.ParentProcessId && start.Event.Time <= item.Time && start.Id != process.Id
                    && (item.ParentImage is null || string.Equals(start.Event.Image, item.ParentImage, StringComparison.OrdinalIgnoreCase)))
                    .OrderByDescending(start => start.Event.Time).Select(start => (long?)start.Id).FirstOrDefault()
                : null;
            if (matched is { } id)
            {
                _all.Add(process with { ParentId = id, ParentEdge = ParentEdgeKind.Matched });
                continue;
            }

            if (item.ParentImage is null)
            {
                _all.Add(process);
                continue;
            }

            var key = item.ParentGuid?.ToString() ?? $"{item.ParentProcessId}/{item.ParentImage}";
            if (!ghosts.TryGetValue(key, out var ghost))
            {
                ghosts[key] = ghost = new ProcessFacts
                {
                    Id = _next++,
                    Host = item.Host,
                    ProcessGuid = item.ParentGuid,
                    ProcessId = item.ParentProcessId,
                    Image = item.ParentImage,
                    CommandLine = item.ParentCommandLine,
                };
                _all.Add(ghost);
            }

            _all.Add(process with { ParentId = ghost.Id, ParentEdge = ParentEdgeKind.Ghost });
        }
    }

    private ProcessFacts Facts(TruthEvent item)
    {
        var hashes = FileHashes.Parse(item.Hashes);
        var signature = item.ProcessGuid is { } guid && _byGuid.TryGetValue(guid, out var own) ? own
            : hashes.Sha256 is { } hash && _byHash.TryGetValue(hash, out var known) ? known
            : SignatureFact.Unknown;
        return new ProcessFacts
        {
            Id = _next++,
            Host = item.Host,
            ProcessGuid = item.ProcessGuid,
            ProcessId = item.ProcessId,
            StartUtc = item.Time,
            Image = item.Image,
            CommandLine = item.CommandLine,
            CurrentDirectory = item.CurrentDirectory,
            User = item.User,
            OriginalFileName = item.OriginalFileName,
            Company = item.Company,
            Description = item.Description,
            Hashes = hashes,
            Signature = signature,
            ParentImage = item.ParentImage,
            ParentCommandLine = item.ParentCommandLine,
            Witnesses = item.IsSysmon ? WitnessKind.Sysmon1 : WitnessKind.Security4688,
        };
    }
}
