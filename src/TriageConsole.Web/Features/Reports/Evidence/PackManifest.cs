using System.Text.Json;
using System.Text.Json.Serialization;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>What an evidence pack says about itself: every file but the three that carry the signature.</summary>
public sealed record PackManifest
{
    public const string FormatName = "triage-console-evidence-pack";
    public const int CurrentVersion = 1;

    public const string FileName = "manifest.json";
    public const string SignatureName = "manifest.sig";
    public const string KeyName = "public-key.pem";

    /// <summary>Members that the manifest does not list: itself, its signature, and the key that made it.</summary>
    public static IReadOnlySet<string> Unlisted { get; } = new HashSet<string>(StringComparer.Ordinal) { FileName, SignatureName, KeyName };

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        MaxDepth = 8,
    };

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required string Program { get; init; }

    /// <summary>Version of program and detection data that alerts are judged with now.</summary>
    public required string Detection { get; init; }

    public required int SettingsVersion { get; init; }

    public required string AttackVersion { get; init; }

    public required string BaselineRevision { get; init; }

    public required DateTime MadeUtc { get; init; }

    public required string MadeBy { get; init; }

    public required PackPeriod Period { get; init; }

    /// <summary>Name of the host group that it is confined to; null for all hosts.</summary>
    public string? HostGroup { get; init; }

    public required PackSigner Key { get; init; }

    public required IReadOnlyList<PackFile> Files { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, _json);

    /// <summary>The manifest; null for what is none.</summary>
    public static PackManifest? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<PackManifest>(json, _json) is { Format: FormatName, Files: not null, Period: not null, Key: not null } manifest
                && manifest.Files.All(file => file is { Path: not null, Sha256: not null }) ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="From">First day.</param>
/// <param name="Until">Last day, included.</param>
/// <param name="Zone">The zone of the days.</param>
/// <param name="FromUtc">The first moment.</param>
/// <param name="EndUtc">The moment after the last.</param>
public sealed record PackPeriod(DateOnly From, DateOnly Until, string Zone, DateTime FromUtc, DateTime EndUtc);

/// <param name="Algorithm">How the manifest is signed.</param>
/// <param name="Fingerprint">SHA-256 of the public key.</param>
public sealed record PackSigner(string Algorithm, string Fingerprint);

/// <param name="Path">Its place in the archive, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, lower-case hex.</param>
public sealed record PackFile(string Path, long Bytes, string Sha256);
