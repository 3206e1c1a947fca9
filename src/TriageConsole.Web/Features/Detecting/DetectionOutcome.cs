using TriageConsole.Detection;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>How a command on settings or runs ended.</summary>
/// <param name="Id">The version or run that it made or moved; null where it was refused.</param>
/// <param name="Faults">Why it was refused, each with the setting it is about; <see cref="Whole"/> where it is about none.</param>
public sealed record DetectionOutcome(long? Id, IReadOnlyList<SettingsFault> Faults)
{
    /// <summary>A fault of the whole, not of a setting.</summary>
    public const string Whole = "";

    public static DetectionOutcome Done(long id) => new(id, []);

    public static DetectionOutcome Refused(string why) => new(null, [new(Whole, why)]);
}
