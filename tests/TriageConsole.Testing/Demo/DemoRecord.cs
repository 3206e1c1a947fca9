namespace TriageConsole.Testing.Demo;

/// <summary>One event record before a layout writes it down.</summary>
public sealed record DemoRecord
{
    public const string Sysmon = "Microsoft-Windows-Sysmon";
    public const string Auditing = "Microsoft-Windows-Security-Auditing";

    public required string Provider { get; init; }

    public required int EventId { get; init; }

    public required string Computer { get; init; }

    public required DateTime Utc { get; init; }

    /// <summary>Position among the records of its channel; set once all are in order of time.</summary>
    public long RecordId { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Data { get; init; }

    /// <summary>The process it is about.</summary>
    public required DemoProcess Process { get; init; }

    public string Channel => Provider == Sysmon ? "Microsoft-Windows-Sysmon/Operational" : "Security";

    public string ProviderGuid => Provider == Sysmon ? "{5770385F-C22A-43E0-BF4C-06F5698FFBD9}" : "{54849625-5478-4994-A5BA-3E3B0328C30D}";

    public int Version => EventId switch { 1 => 5, 4688 => 2, 4689 => 0, 11 => 2, _ => 3 };

    public int Task => EventId switch { 4688 => 13312, 4689 => 13313, _ => EventId };
}
