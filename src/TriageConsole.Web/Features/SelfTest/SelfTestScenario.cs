using System.Text.Json.Serialization;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>One small process tree: an attack or a routine use.</summary>
public sealed record SelfTestScenario
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Id of the proxy host or signed script that it exercises.</summary>
    [JsonPropertyName("subject")]
    public required string Subject { get; init; }

    [JsonPropertyName("technique")]
    public required string Technique { get; init; }

    /// <summary>Transforms to make of it, by name. Those of a subject's documented form; others have none.</summary>
    [JsonPropertyName("evasions")]
    public IReadOnlyList<string> Evasions { get; init; } = [];

    /// <summary>Why the attack is missed as things are; null where it must not be. It is run and shown like any other.</summary>
    [JsonPropertyName("known_miss")]
    public string? KnownMiss { get; init; }

    [JsonPropertyName("parent")]
    public SelfTestProcess? Parent { get; init; }

    [JsonPropertyName("process")]
    public required SelfTestProcess Process { get; init; }

    [JsonPropertyName("children")]
    public IReadOnlyList<SelfTestProcess> Children { get; init; } = [];

    /// <summary>The transform that made it; empty for the form as written.</summary>
    [JsonIgnore]
    public string Evasion { get; init; } = string.Empty;

    [JsonIgnore]
    public bool IsAttack { get; init; }
}

/// <summary>One process of a scenario. What is not there, the telemetry does not say.</summary>
public sealed record SelfTestProcess
{
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    [JsonPropertyName("line")]
    public string? Line { get; init; }

    [JsonPropertyName("dir")]
    public string? Dir { get; init; }

    [JsonPropertyName("original")]
    public string? Original { get; init; }

    /// <summary><c>unsigned</c>, <c>expired</c>, <c>valid:Signer</c>.</summary>
    [JsonPropertyName("signature")]
    public string? Signature { get; init; }

    /// <summary>Unsigned libraries that it loads.</summary>
    [JsonPropertyName("modules")]
    public IReadOnlyList<string> Modules { get; init; } = [];

    [JsonPropertyName("writes")]
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>Seconds after the process above it.</summary>
    [JsonPropertyName("after")]
    public double After { get; init; } = 1;

    [JsonPropertyName("children")]
    public IReadOnlyList<SelfTestProcess> Children { get; init; } = [];

    /// <summary>The account it runs under; null for that of the scenario.</summary>
    [JsonIgnore]
    public string? Account { get; init; }
}
