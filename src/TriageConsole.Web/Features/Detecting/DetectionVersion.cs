using TriageConsole.Data.Judging;
using TriageConsole.Detection;
using TriageConsole.Detection.Baseline;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>An engine and what it was made from. A value: whoever takes one judges a whole host under it.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="SettingsVersion">Number of its settings; 0 for those that ship.</param>
/// <param name="JudgedWith">Version of program and reference data.</param>
public sealed record DetectionVersion(DetectionEngine Engine, int SettingsVersion, string JudgedWith)
{
    public JudgedUnder Under(BaselineMatcher baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return new(JudgedWith, SettingsVersion, baseline.Revision);
    }
}
