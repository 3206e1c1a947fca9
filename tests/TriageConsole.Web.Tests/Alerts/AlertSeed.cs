using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Tests.Alerts;

/// <summary>An alert to put into an <see cref="AlertStore"/>; what a test does not care about is filled in.</summary>
public sealed record AlertSeed
{
    public Severity Level { get; init; } = Severity.High;

    public int Score { get; init; } = 65;

    public int Completeness { get; init; } = 45;

    public string Host { get; init; } = "WS-0042.example";

    public string? User { get; init; } = "EXAMPLE\\pat";

    public string Technique { get; init; } = "T1216";

    public string Script { get; init; } = "C:\\Users\\pat\\Downloads\\invoice.js";

    public string CommandLine { get; init; } = "wscript.exe \"C:\\Users\\pat\\Downloads\\invoice.js\" //B";

    public string ChildImage { get; init; } = "C:\\Users\\pat\\AppData\\Local\\update.exe";

    public string Chain { get; init; } = "explorer → wscript → update.exe";

    public string Summary { get; init; } = "wscript ran invoice.js, which started update.exe.";

    public string Fingerprint { get; init; } = "0123456789abcdef0123456789abcdef";

    public DateTime? FirstUtc { get; init; }

    public DateTime? CreatedUtc { get; init; }

    public AlertStatus Status { get; init; }

    public string? Assignee { get; init; }

    public VerdictDetail? Detail { get; init; }

    public IReadOnlyList<SignalFailure> Failures { get; init; } = [];
}
