namespace TriageConsole.Domain.Alerts;

/// <summary>The three roles of people.</summary>
public static class Roles
{
    /// <summary>Works the queue.</summary>
    public const string Analyst = "Analyst";

    /// <summary>Reads coverage.</summary>
    public const string Manager = "Manager";

    /// <summary>Documents approved use, runs imports, manages people.</summary>
    public const string Admin = "Admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Analyst, Manager, Admin];
}
