using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Escalation;

/// <summary>Section <c>Escalation</c>: what escalation targets may do, and how often they are tried.</summary>
public sealed record EscalationOptions
{
    public const string Section = "Escalation";

    /// <summary>
    /// Whether targets may be addresses of the own network. Off, nobody who may set up a target can reach what only this
    /// machine can reach.
    /// </summary>
    public bool AllowPrivateDestinations { get; set; }

    /// <summary>Full path of the folder that file targets write to; empty: there can be none.</summary>
    public string Folder { get; set; } = string.Empty;

    /// <summary>Where people open this console, for links in what is sent; empty: no links.</summary>
    public string ConsoleAddress { get; set; } = string.Empty;

    /// <summary>Attempts after which a delivery is given up.</summary>
    public int MostAttempts { get; set; } = 12;

    /// <summary>Seconds to the second attempt; each further wait is twice as long, to an hour.</summary>
    public double FirstWaitSeconds { get; set; } = 30;
}

/// <summary>Says everything that is wrong with it at once.</summary>
public sealed class EscalationOptionsCheck : IValidateOptions<EscalationOptions>
{
    private const int MostAttempts = 100;
    private const int LongestFirstWait = 3600;

    public ValidateOptionsResult Validate(string? name, EscalationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        if (options.MostAttempts is < 1 or > MostAttempts)
            faults.Add($"Escalation:MostAttempts is {options.MostAttempts}; it must be 1 to {MostAttempts}.");
        if (options.FirstWaitSeconds is not (>= 1 and <= LongestFirstWait))
            faults.Add($"Escalation:FirstWaitSeconds is {options.FirstWaitSeconds}; it must be 1 to {LongestFirstWait}.");
        if (options.Folder.Length > 0 && (!Path.IsPathFullyQualified(options.Folder) || options.Folder.Contains('\0', StringComparison.Ordinal)))
            faults.Add($"Escalation:Folder is '{options.Folder}'; it must be a full path.");
        if (options.ConsoleAddress.Length > 0 && !(Uri.TryCreate(options.ConsoleAddress, UriKind.Absolute, out var at) && at.Scheme is "http" or "https"))
            faults.Add($"Escalation:ConsoleAddress is '{options.ConsoleAddress}'; it must be a web address such as https://triage.example.");
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
