using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Detection;

namespace TriageConsole.Web.Features.Detecting.Settings;

/// <summary>Between settings and what is stored of them.</summary>
public static class SettingsRecord
{
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(DetectionSettings settings) => JsonSerializer.Serialize(settings, _json);

    /// <summary>Reads what another version of the program may have written; faults are left to whoever uses it.</summary>
    /// <exception cref="JsonException">It is no settings at all.</exception>
    public static DetectionSettings Read(string json) =>
        JsonSerializer.Deserialize<DetectionSettings>(json, _json) ?? throw new JsonException("The settings are empty.");
}
