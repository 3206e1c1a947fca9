namespace TriageConsole.Web.Hosting;

/// <summary>What the command line says about serving.</summary>
public sealed record ServeArguments
{
    /// <summary>Add the demo people.</summary>
    public bool Demo { get; init; }

    /// <summary>Settings as <c>--Section:Key=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
