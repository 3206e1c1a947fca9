using System.Text.Json.Serialization;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Cases;

/// <summary>One process of a case file.</summary>
internal sealed record CaseProcess
{
    [JsonPropertyName("image")]
    public required string Image { get; init; }

    [JsonPropertyName("line")]
    public string? Line { get; init; }

    [JsonPropertyName("dir")]
    public string? Dir { get; init; }

    [JsonPropertyName("original")]
    public string? Original { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("company")]
    public string? Company { get; init; }

    /// <summary><c>unsigned</c>, <c>expired</c>, <c>valid:Signer</c>; unknown where missing.</summary>
    [JsonPropertyName("signature")]
    public string? Signature { get; init; }

    [JsonPropertyName("modules")]
    public IReadOnlyList<string> UnsignedModules { get; init; } = [];

    [JsonPropertyName("signed_modules")]
    public IReadOnlyList<string> SignedModules { get; init; } = [];

    [JsonPropertyName("writes")]
    public IReadOnlyList<string> Writes { get; init; } = [];

    /// <summary>Texts of script blocks that PowerShell logged of it (4104).</summary>
    [JsonPropertyName("scripts")]
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Commands with their parameters that PowerShell logged of it (4103).</summary>
    [JsonPropertyName("commands")]
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Image of the program that wrote this process's own image.</summary>
    [JsonPropertyName("written_by")]
    public string? WrittenBy { get; init; }

    [JsonPropertyName("contradicted")]
    public bool IsContradicted { get; init; }

    /// <summary>Seconds after the process above it.</summary>
    [JsonPropertyName("after")]
    public double After { get; init; } = 1;

    [JsonPropertyName("children")]
    public IReadOnlyList<CaseProcess> Children { get; init; } = [];

    public ProcessFacts ToFacts(long id, ProcessFacts? parent, DateTime start) => new()
    {
        Id = id,
        Host = "HOST-1",
        ProcessGuid = new Guid((int)id, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
        ProcessId = (uint)(1000 + (id * 4)),
        StartUtc = start,
        Image = Image,
        CommandLine = Line,
        CurrentDirectory = Dir,
        User = @"CORP\anna",
        OriginalFileName = Original,
        Description = Description,
        Company = Company,
        Signature = Fact(),
        ParentId = parent?.Id,
        ParentEdge = parent is null ? ParentEdgeKind.None : ParentEdgeKind.Observed,
        ParentImage = parent?.Image,
        ParentCommandLine = parent?.CommandLine,
        Corroboration = IsContradicted ? EdgeCorroboration.Contradicted : EdgeCorroboration.None,
        Witnesses = WitnessKind.Sysmon1,
        Modules = [.. UnsignedModules.Select(path => new ModuleFact(path, SignatureFact.FromFields("false", null, "Unavailable", SignatureSource.OwnImageLoad), start)),
            .. SignedModules.Select(path => new ModuleFact(path, SignatureFact.FromFields("true", "Contoso", "Valid", SignatureSource.OwnImageLoad), start))],
        Writes = [.. Writes.Select(path => new FileWriteFact(path, id, Image, start))],
        Scripts = [.. Scripts.Select((text, i) => new ScriptFact(new Guid(i, 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1), text, null, start, true)),
            .. Commands.Select((text, i) => new ScriptFact(new Guid(i, 1, 0x8000 - 0x10000, 0x80, 0, 0, 0, 0, 0, 0, 2), text, null, start, true))],
        ImageWrittenBy = WrittenBy is null ? null : new FileWriteFact(Image, parent?.Image == WrittenBy ? parent.Id : null, WrittenBy, start.AddSeconds(-1)),
    };

    private SignatureFact Fact() => Signature switch
    {
        null => SignatureFact.Unknown,
        "unsigned" => SignatureFact.FromFields("false", null, "Unavailable", SignatureSource.OwnImageLoad),
        "expired" => SignatureFact.FromFields("true", "Contoso", "Expired", SignatureSource.OwnImageLoad),
        var text => SignatureFact.FromFields("true", text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..], "Valid", SignatureSource.OwnImageLoad),
    };
}
