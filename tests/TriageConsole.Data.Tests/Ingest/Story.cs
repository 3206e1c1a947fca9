using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>A made-up hour of one host with everything that makes merging hard, the same for the same seed.</summary>
internal static class Story
{
    private static readonly string[] _images =
    [
        @"C:\Windows\System32\cmd.exe", @"C:\Windows\System32\wscript.exe", @"C:\Windows\explorer.exe",
        @"C:\Users\ann\AppData\Local\Temp\update.exe", @"C:\Windows\System32\svchost.exe", @"C:\Tools\<img src=x onerror=alert(1)>.exe",
    ];

    /// <summary>Process ids are used again, but never within ten seconds: closer than that no rule can tell twins apart.</summary>
    public static List<TelemetryEvent> Tell(int seed, int processes, bool securityOnly = false)
    {
        var random = new Random(seed);
        var events = new List<TelemetryEvent>();
        var living = new List<ProcessCreatedEvent>();
        var unrecorded = Ingest.Tell.Sysmon1(-1, -500, 44, @"C:\Windows\System32\services.exe");
        var freed = new Dictionary<uint, double>();
        var index = 0L;
        for (var i = 0; i < processes; i++)
        {
            var at = i * 3.0;
            var pid = (uint)(100 + (4 * random.Next(30)));
            if (living.Exists(p => p.ProcessId == pid) || (freed.TryGetValue(pid, out var free) && at < free + 10))
                continue;
            var parent = living.Count == 0 || random.Next(5) == 0 ? unrecorded : living[random.Next(living.Count)];
            var image = _images[random.Next(_images.Length)];
            var process = Ingest.Tell.Sysmon1(index++, at, pid, image, $"\"{image}\" /run {random.Next(4)}").From(parent) with
            {
                Hashes = new() { Sha1 = Ingest.Tell.Sha1(1 + Array.IndexOf(_images, image)) },
            };
            var seen = securityOnly ? 1 : random.Next(4);
            if (seen != 1)
                events.Add(process);
            if (seen != 0)
                events.Add(process.Twin(index++, random.Next(900) / 1000.0));
            if (seen != 1)
                AddFacts(random, events, process, parent, at, ref index);
            living.Add(process);
            if (living.Count > 4)
            {
                var ended = living[random.Next(living.Count)];
                living.Remove(ended);
                freed[ended.ProcessId!.Value] = at + 1;
                if (!securityOnly && random.Next(3) != 0)
                    events.Add(Ingest.Tell.Sysmon5(index++, at + 1, ended));
                if (random.Next(3) != 0)
                    events.Add(Ingest.Tell.Security4689(index++, at + 1.05, ended));
            }
        }

        return events;
    }

    private static void AddFacts(Random random, List<TelemetryEvent> events, ProcessCreatedEvent process, ProcessCreatedEvent parent, double at, ref long index)
    {
        if (random.Next(3) != 0)
            events.Add(Ingest.Tell.Sysmon7(index++, at + 0.1, process, process.Image, process.Image.Contains("Temp") ? Ingest.Tell.Unsigned : Ingest.Tell.Valid, process.Hashes.Sha1));
        if (random.Next(3) == 0)
            events.Add(Ingest.Tell.Sysmon7(index++, at + 0.2, process, @"C:\Users\ann\evil.dll", Ingest.Tell.Unsigned, Ingest.Tell.Sha1(99)));
        if (random.Next(2) == 0)
            events.Add(Ingest.Tell.Sysmon10(index++, at + 0.3, parent, process));
        if (random.Next(4) == 0)
            events.Add(Ingest.Tell.Sysmon11(index++, at + 0.4, process, @"C:\Users\ann\AppData\Local\Temp\Update.exe"));
    }
}
