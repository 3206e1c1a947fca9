using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Detecting.Rejudge;

/// <summary>What to run over history: settings, and a baseline that differs from the one in force.</summary>
/// <param name="SettingsVersion">Number of the settings; 0 for those that ship.</param>
public sealed record RejudgeRequest(int SettingsVersion)
{
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Approved uses to judge with beside those in force; they count as active, whatever their state. One in force with the same id is replaced.</summary>
    public IReadOnlyList<ApprovedUse> AddedUses { get; init; } = [];

    /// <summary>Approved uses in force to judge without.</summary>
    public IReadOnlyList<Guid> RemovedUses { get; init; } = [];

    internal string WriteUses() => AddedUses.Count + RemovedUses.Count == 0
        ? string.Empty
        : JsonSerializer.Serialize(new Uses(AddedUses, RemovedUses), _json);

    internal static RejudgeRequest Read(int settingsVersion, string uses) =>
        uses.Length > 0 && JsonSerializer.Deserialize<Uses>(uses, _json) is { } read
            ? new(settingsVersion) { AddedUses = read.Added, RemovedUses = read.Removed }
            : new(settingsVersion);

    private sealed record Uses(IReadOnlyList<ApprovedUse> Added, IReadOnlyList<Guid> Removed);
}
