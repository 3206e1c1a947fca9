namespace TriageConsole.Data.Retention;

/// <summary>What a removal took away, in rows.</summary>
/// <param name="Processes">Processes that are gone, ghosts with them.</param>
/// <param name="Records">Witness records that are gone.</param>
/// <param name="Alerts">Alerts that are gone; never one that a person had anything to do with.</param>
public sealed record RemovedRows(long Processes, long Records, long Alerts)
{
    public static RemovedRows None { get; } = new(0, 0, 0);

    public static RemovedRows operator +(RemovedRows one, RemovedRows other) =>
        new(one.Processes + other.Processes, one.Records + other.Records, one.Alerts + other.Alerts);

    /// <summary>For languages without operators.</summary>
    public static RemovedRows Add(RemovedRows left, RemovedRows right) => left + right;
}
