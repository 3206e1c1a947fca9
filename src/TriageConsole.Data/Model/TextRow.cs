namespace TriageConsole.Data.Model;

/// <summary>One distinct string of telemetry (image, user, signer, command line …), stored once.</summary>
public sealed class TextRow
{
    public long Id { get; set; }

    /// <summary>By which interning finds it, see <see cref="TextHash.Filed"/>; the value is compared on a hit.</summary>
    public long Hash { get; set; }

    public required string Value { get; set; }
}
