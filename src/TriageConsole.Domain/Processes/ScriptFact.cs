namespace TriageConsole.Domain.Processes;

/// <summary>A script block that a process ran, as PowerShell logged it.</summary>
/// <param name="BlockId">The block's id.</param>
/// <param name="Text">Its text, the parts joined in order; hostile.</param>
/// <param name="Path">The script file; null for what was typed or generated.</param>
/// <param name="UtcTime">When its first part was logged, UTC.</param>
/// <param name="IsWhole">Whether no part is missing and nothing was cut.</param>
public sealed record ScriptFact(Guid BlockId, string Text, string? Path, DateTime UtcTime, bool IsWhole)
{
    /// <summary>A command with its parameters (4103), not a script block (4104): its id is made of its words, UUID version 8.</summary>
    public bool IsCommand => BlockId.Version == 8;
}
