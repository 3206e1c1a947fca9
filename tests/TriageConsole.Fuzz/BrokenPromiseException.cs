namespace TriageConsole.Fuzz;

/// <summary>A reader gave what it promises not to give.</summary>
public sealed class BrokenPromiseException : Exception
{
    /// <summary>Without saying what.</summary>
    public BrokenPromiseException()
    {
    }

    /// <summary>Says what.</summary>
    public BrokenPromiseException(string message)
        : base(message)
    {
    }

    /// <summary>Says what, and why.</summary>
    public BrokenPromiseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
