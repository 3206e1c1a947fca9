using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Model;

/// <summary>One part of a script that PowerShell logged (4104), or a command with its parameters (4103). Whose it was is asked when it is read: processes may arrive later.</summary>
public sealed class ScriptBlockRow
{
    public long Id { get; set; }

    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    /// <summary>The process id that ran it; null where the layout lost it.</summary>
    public long? ProcessId { get; set; }

    /// <summary>The block's own id, the same on all its parts.</summary>
    public Guid BlockId { get; set; }

    /// <summary>Which part, from 1.</summary>
    public int Number { get; set; }

    /// <summary>How many parts the block has.</summary>
    public int Total { get; set; }

    public long TextId { get; set; }

    public TextRow? Text { get; set; }

    /// <summary>The script file; null for what was typed or generated.</summary>
    public long? PathId { get; set; }

    public TextRow? Path { get; set; }

    public DateTime UtcTime { get; set; }

    public TimeBasis TimeBasis { get; set; }
}
