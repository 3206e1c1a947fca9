namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>Who runs which script host or utility on which host. All text is hostile.</summary>
public sealed record InventoryRow
{
    public required int HostId { get; init; }

    public required string Host { get; init; }

    /// <summary>Path as recorded.</summary>
    public required string Image { get; init; }

    /// <summary>User as recorded; null where no record says.</summary>
    public string? User { get; init; }

    public required long Starts { get; init; }

    public required DateTime FirstUtc { get; init; }

    public required DateTime LastUtc { get; init; }

    /// <summary>Starts that raised an alert.</summary>
    public int Alerts { get; init; }

    /// <summary>Of these covered by an approved use in force, or allowed.</summary>
    public int Approved { get; init; }

    /// <summary>The latest of its processes.</summary>
    internal long SampleId { get; init; }

    public InventoryStanding Standing => Alerts == 0 ? InventoryStanding.NoAlert : Approved >= Alerts ? InventoryStanding.Approved : InventoryStanding.NotApproved;
}

/// <summary>The inventory of a time.</summary>
/// <param name="Rows">Uses, most starts first.</param>
/// <param name="FromUtc">Starts since then were looked at.</param>
/// <param name="IsCut">There are older ones in the days that were asked for, which were not looked at.</param>
/// <param name="IsCapped">There are more uses than are shown.</param>
public sealed record InventoryResult(IReadOnlyList<InventoryRow> Rows, DateTime FromUtc, bool IsCut, bool IsCapped);
