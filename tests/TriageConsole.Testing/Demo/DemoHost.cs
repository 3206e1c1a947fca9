using System.Globalization;

namespace TriageConsole.Testing.Demo;

/// <summary>What a host is set up to record.</summary>
[Flags]
public enum DemoAuditing
{
    None = 0,
    Sysmon = 1,
    Modules = 2,
    Access = 4,
    Files = 8,
    Security = 16,
}

/// <summary>A host of the demo estate: starts processes and keeps what its auditing would have recorded of them.</summary>
public sealed class DemoHost(string name, uint machine, DemoAuditing auditing, DemoSeed seed)
{
    private readonly List<DemoRecord> _records = [];
    private readonly Dictionary<int, List<(DateTime From, DateTime To)>> _pids = [];
    private int _started;

    public string Name => name;

    public DemoSeed Seed => seed;

    public bool Has(DemoAuditing what) => auditing.HasFlag(what);

    /// <summary>
    /// The records from a moment on, in order of time, numbered by channel. What started before is missing from them, so
    /// that truncated lineage is in the demo as it is in life.
    /// </summary>
    public IReadOnlyList<DemoRecord> Records(DateTime from)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        return [.. _records.Select((record, order) => (record, order)).Where(x => x.record.Utc >= from)
            .OrderBy(x => x.record.Utc).ThenBy(x => x.order).Select(x =>
        {
            var number = numbers.GetValueOrDefault(x.record.Channel, machine % 50_000 + 10_000);
            numbers[x.record.Channel] = number + 1;
            return x.record with { RecordId = number };
        })];
    }

    public DemoProcess Start(DateTime at, DemoProgram program, string commandLine, DemoAccount account, DemoProcess? parent, double? seconds = null, string? directory = null)
    {
        DateTime? end = seconds is { } life ? at.AddSeconds(life) : null;
        var process = new DemoProcess(this, program, commandLine, account, parent, TakePid(at, end), NewGuid(at), at, end, directory ?? @"C:\Windows\system32\");
        if (Has(DemoAuditing.Sysmon))
            _records.Add(DemoRecords.Created(process));
        if (Has(DemoAuditing.Security))
            _records.Add(DemoRecords.Audited(process));
        if (parent is not null && Has(DemoAuditing.Access) && seed.Chance(81))
            Access(at.AddMilliseconds(2), parent, process, "0x1FFFFF");
        Load(at.AddMilliseconds(4), process, program);
        if (end is { } ended)
        {
            if (Has(DemoAuditing.Sysmon))
                _records.Add(DemoRecords.Ended(process, ended));
            if (Has(DemoAuditing.Security))
                _records.Add(DemoRecords.AuditedEnd(process, ended));
        }

        return process;
    }

    /// <summary>A module (or the program itself) is mapped.</summary>
    public void Load(DateTime at, DemoProcess process, DemoProgram module)
    {
        if (Has(DemoAuditing.Modules))
            _records.Add(DemoRecords.Loaded(process, module, at));
    }

    /// <summary>A file is written.</summary>
    public void Write(DateTime at, DemoProcess process, string path)
    {
        if (Has(DemoAuditing.Files))
            _records.Add(DemoRecords.Wrote(process, path, at));
    }

    /// <summary>One process opens another.</summary>
    public void Access(DateTime at, DemoProcess source, DemoProcess target, string rights)
    {
        if (Has(DemoAuditing.Access))
            _records.Add(DemoRecords.Accessed(source, target, rights, at));
    }

    /// <summary>A process id is free again once its process ended, as in life.</summary>
    private int TakePid(DateTime from, DateTime? end)
    {
        var to = end ?? DateTime.MaxValue;
        while (true)
        {
            var pid = seed.Between(150, 2600) * 4;
            if (!_pids.TryGetValue(pid, out var lives))
                _pids[pid] = lives = [];
            if (lives.Exists(life => from <= life.To && life.From <= to))
                continue;
            lives.Add((from, to));
            return pid;
        }
    }

    private string NewGuid(DateTime at)
    {
        var time = (uint)((DateTimeOffset)at).ToUnixTimeSeconds();
        _started++;
        return string.Create(CultureInfo.InvariantCulture, $"{{{machine:x8}-{time & 0xFFFF:x4}-{time >> 16:x4}-{_started:x4}-000000001700}}");
    }
}
