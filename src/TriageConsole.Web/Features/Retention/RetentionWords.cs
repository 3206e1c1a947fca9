using System.Globalization;

namespace TriageConsole.Web.Features.Retention;

/// <summary>Retention in words.</summary>
public static class RetentionWords
{
    public static string Of(RetentionOptions policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        List<string> said = [];
        if (policy.Days > 0)
            said.Add(string.Create(CultureInfo.InvariantCulture, $"Telemetry is kept for {policy.Days:N0} {(policy.Days == 1 ? "day" : "days")}."));
        if (policy.MaxMegabytes > 0)
            said.Add(string.Create(CultureInfo.InvariantCulture, $"Database and uploads may take {policy.MaxMegabytes:N0} MB together; the oldest goes first."));
        return string.Join(' ', said);
    }
}
