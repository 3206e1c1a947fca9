using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>Section <c>Checks</c>: from when on the hourly checks of the console say something.</summary>
public sealed record CheckOptions
{
    public const string Section = "Checks";

    /// <summary>A host that was silent for longer than it is used to, and than this, is named.</summary>
    public int SilentHours { get; set; } = 24;

    /// <summary>After so many days of silence a host counts as gone and is named no more.</summary>
    public int SilentDays { get; set; } = 30;

    /// <summary>Percentage points by which the completeness of a host may fall.</summary>
    public int CompletenessFall { get; set; } = 10;

    /// <summary>Of fewer processes no completeness is told.</summary>
    public int CompletenessProcesses { get; set; } = 20;

    /// <summary>Days before its end at which an approved use is named.</summary>
    public int ExpiringDays { get; set; } = 14;

    /// <summary>Days for which an import or a delivery that failed is named.</summary>
    public int FailedDays { get; set; } = 7;

    /// <summary>Free space of the storage folder's disk below which it runs low, megabytes (1,000,000 bytes).</summary>
    public long DiskMegabytes { get; set; } = 2_000;

    /// <summary>The same as a share of the disk, percent.</summary>
    public int DiskPercent { get; set; } = 5;
}

public sealed class CheckOptionsCheck : IValidateOptions<CheckOptions>
{
    private const int Year = 366;

    public ValidateOptionsResult Validate(string? name, CheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [];
        Within(nameof(options.SilentHours), options.SilentHours, 1, Year * 24);
        Within(nameof(options.SilentDays), options.SilentDays, 1, Year);
        Within(nameof(options.CompletenessFall), options.CompletenessFall, 1, 100);
        Within(nameof(options.CompletenessProcesses), options.CompletenessProcesses, 1, 1_000_000);
        Within(nameof(options.ExpiringDays), options.ExpiringDays, 1, Year);
        Within(nameof(options.FailedDays), options.FailedDays, 1, Year);
        Within(nameof(options.DiskMegabytes), options.DiskMegabytes, 0, 1_000_000_000);
        Within(nameof(options.DiskPercent), options.DiskPercent, 0, 99);
        if (options.SilentDays * 24L <= options.SilentHours)
            faults.Add($"{CheckOptions.Section}:SilentDays is {options.SilentDays}; it must be longer than SilentHours ({options.SilentHours}).");
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

        void Within(string key, long value, long least, long most)
        {
            if (value < least || value > most)
                faults.Add($"{CheckOptions.Section}:{key} is {value}; it must be {least} to {most}.");
        }
    }
}
