namespace TriageConsole.Data;

/// <summary>
/// Parts of a table that grows by the million: consecutive ids, which come in the order of arrival. An index whose order has nothing to do with
/// time (by hash, by process id) is filed by them first: a new row then falls on a few pages that are in memory, and not on any page
/// of an index of gigabytes. Whoever asks such an index asks each part.
/// </summary>
internal static class IdParts
{
    /// <summary>Ids a part. Migrations say the same number: it can't be changed without another.</summary>
    public const int Length = 131_072;

    /// <summary>The part of an id, as an SQL expression that the indices are made of.</summary>
    public const string Sql = "\"Id\" / 131072";

    public static int Of(long id) => (int)(id / Length);
}
