using Microsoft.Extensions.Options;
using TriageConsole.Data.Retention;
using TriageConsole.Web.Features.Exercises.Plan;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Features.Exercises.Run;

namespace TriageConsole.Web.Features.Exercises;

/// <summary>Exercises: plan, run, results.</summary>
public static class ExercisesSetup
{
    public static void AddExercises(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ExerciseOptions>, ExerciseOptionsCheck>();
        services.AddOptions<ExerciseOptions>().BindConfiguration(ExerciseOptions.Section).ValidateOnStart();
        services.AddExerciseRun();
        services.AddScoped<ExerciseCommands>();
        services.AddScoped<ExerciseExport>();
        services.AddSingleton<ExerciseClock>();
        services.AddHostedService(provider => provider.GetRequiredService<ExerciseClock>());
    }

    /// <summary>What an alert's page says and notes of an exercise.</summary>
    public static void AddExerciseNotes(this IServiceCollection services)
    {
        services.AddSingleton<ExerciseQueries>();
        services.AddSingleton<ExerciseOpens>();
    }

    /// <summary>What brings an exercise in and takes it away, without its clock.</summary>
    internal static void AddExerciseRun(this IServiceCollection services)
    {
        services.AddSingleton<InventedNames>();
        services.AddSingleton<ExercisePlanner>();
        services.AddSingleton<ExerciseEntry>();
        services.AddSingleton<ExerciseRemoval>();
        services.AddSingleton<ExerciseRunner>();
    }
}
