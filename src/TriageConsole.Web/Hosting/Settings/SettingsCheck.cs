using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Hosting.Settings;

/// <summary>Runs every validation that was registered with <c>ValidateOnStart</c> and collects all faults at once.</summary>
public static class SettingsCheck
{
    public static IReadOnlyList<string> Faults(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return [.. e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)];
        }
    }
}
