namespace TriageConsole.Domain;

/// <summary>One named comparer per kind of string, so that no place decides alone how to compare.</summary>
public static class Comparers
{
    /// <summary>Windows paths: case-blind.</summary>
    public static StringComparer ImagePath => StringComparer.OrdinalIgnoreCase;

    /// <summary>Hex hashes: case-blind.</summary>
    public static StringComparer Hash => StringComparer.OrdinalIgnoreCase;

    /// <summary>Host names: case-blind.</summary>
    public static StringComparer HostName => StringComparer.OrdinalIgnoreCase;

    /// <summary>User names: case-blind.</summary>
    public static StringComparer UserName => StringComparer.OrdinalIgnoreCase;

    /// <summary>Names of host groups and account classes: case-blind.</summary>
    public static StringComparer GroupName => StringComparer.OrdinalIgnoreCase;

    /// <summary>Signal, technique and target ids: exact.</summary>
    public static StringComparer Id => StringComparer.Ordinal;
}
