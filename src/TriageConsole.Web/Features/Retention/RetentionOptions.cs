using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Retention;

/// <summary>Section <c>Retention</c>: how much telemetry is kept. Alerts, decisions and their evidence are kept whatever it says.</summary>
public sealed record RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Days that telemetry is kept by the time it tells of; 0: for ever.</summary>
    public int Days { get; set; }

    /// <summary>Megabytes (1,000,000 bytes) that database and uploads may take together; 0: as many as there are.</summary>
    public long MaxMegabytes { get; set; }

    public bool IsOn => Days > 0 || MaxMegabytes > 0;

    public long MaxBytes => MaxMegabytes * 1_000_000;
}

public sealed class RetentionOptionsCheck : IValidateOptions<RetentionOptions>
{
    private const int LongestDays = 36_500;

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        List<string> faults = [];
        if (options.Days is < 0 or > LongestDays)
            faults.Add($"Retention:Days is {options.Days}; it must be 0 (for ever) to {LongestDays}.");
        if (options.MaxMegabytes is < 0 or > long.MaxValue / 1_000_000)
            faults.Add($"Retention:MaxMegabytes is {options.MaxMegabytes}; it must be 0 (no limit) or a number of megabytes.");
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
