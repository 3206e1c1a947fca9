using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Intake;

/// <summary>Section <c>Intake</c>: events handed in over HTTP.</summary>
public sealed record IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>The largest body of one request, unpacked.</summary>
    public int MaxRequestBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>A spool file of this size is imported at once.</summary>
    public long SealBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>A spool file of this age is imported, unless an earlier one of the same token still is.</summary>
    public double SealSeconds { get; set; } = 5;

    /// <summary>Above this many bytes that are accepted and not yet imported, requests are turned away.</summary>
    public long MaxPendingBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Requests a minute that one address may make.</summary>
    public int RequestsPerMinute { get; set; } = 6_000;

    /// <summary>Spool files are deleted this long after their import ended.</summary>
    public double KeepHours { get; set; } = 72;

    /// <summary>Days after which a token's imports of one day become one; 0: never.</summary>
    public int MergeDays { get; set; } = 7;
}

public sealed class IntakeOptionsCheck : IValidateOptions<IntakeOptions>
{
    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        List<string> faults = [];
        if (options.MaxRequestBytes is < 1024 or > 1024 * 1024 * 1024)
            faults.Add($"Intake:MaxRequestBytes is {options.MaxRequestBytes}; it must be 1,024 to 1,073,741,824.");
        if (options.SealBytes < 1)
            faults.Add($"Intake:SealBytes is {options.SealBytes}; it must be at least 1.");
        if (options.SealSeconds is not (> 0 and <= 3600))
            faults.Add($"Intake:SealSeconds is {options.SealSeconds}; it must be more than 0 and at most 3,600.");
        if (options.MaxPendingBytes < options.MaxRequestBytes)
            faults.Add($"Intake:MaxPendingBytes is {options.MaxPendingBytes}; it must be at least Intake:MaxRequestBytes.");
        if (options.RequestsPerMinute < 1)
            faults.Add($"Intake:RequestsPerMinute is {options.RequestsPerMinute}; it must be at least 1.");
        if (options.KeepHours is not (>= 0 and <= 87_600))
            faults.Add($"Intake:KeepHours is {options.KeepHours}; it must be 0 to 87,600.");
        if (options.MergeDays is < 0 or > 36_500)
            faults.Add($"Intake:MergeDays is {options.MergeDays}; it must be 0 (never) to 36,500.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
