using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Baseline.Governance;

/// <summary>Section <c>Baseline</c>: what holds for every approved use.</summary>
public sealed record BaselineOptions
{
    public const string Section = "Baseline";

    /// <summary>Days that an approved use may live before it must be renewed.</summary>
    public int LongestLifeDays { get; set; } = MostDays;

    internal const int MostDays = 365;

    public TimeSpan LongestLife => TimeSpan.FromDays(LongestLifeDays);
}

/// <summary>Says what is wrong with it.</summary>
public sealed class BaselineOptionsCheck : IValidateOptions<BaselineOptions>
{
    public ValidateOptionsResult Validate(string? name, BaselineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.LongestLifeDays is < 1 or > BaselineOptions.MostDays
            ? ValidateOptionsResult.Fail($"Baseline:LongestLifeDays is {options.LongestLifeDays}; it must be 1 to {BaselineOptions.MostDays}.")
            : ValidateOptionsResult.Success;
    }
}
