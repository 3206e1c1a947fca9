using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Exercises;

/// <summary>Section <c>Exercises</c>.</summary>
public sealed record ExerciseOptions
{
    public const string Section = "Exercises";

    /// <summary>Days that results are kept; 0: for ever. They name people and how they did.</summary>
    public int KeepResultsDays { get; set; } = 730;
}

public sealed class ExerciseOptionsCheck : IValidateOptions<ExerciseOptions>
{
    private const int LongestDays = 36_500;

    public ValidateOptionsResult Validate(string? name, ExerciseOptions options) => options.KeepResultsDays is < 0 or > LongestDays
        ? ValidateOptionsResult.Fail($"Exercises:KeepResultsDays is {options.KeepResultsDays}; it must be 0 (for ever) to {LongestDays}.")
        : ValidateOptionsResult.Success;
}
