using TriageConsole.Data.Model;

namespace TriageConsole.Data.Judging;

/// <summary>The versions that a judgement was made under.</summary>
/// <param name="JudgedWith">Version of program and reference data.</param>
/// <param name="SettingsVersion">Version of the settings; 0 for those that ship.</param>
/// <param name="BaselineRevision">Hash of the approved uses in force; empty where there were none.</param>
public sealed record JudgedUnder(string JudgedWith, int SettingsVersion, string BaselineRevision)
{
    internal bool IsOf(AlertRow alert) =>
        alert.JudgedWith == JudgedWith && alert.SettingsVersion == SettingsVersion && alert.BaselineRevision == BaselineRevision;

    internal void Stamp(AlertRow alert, DateTime now)
    {
        alert.JudgedWith = JudgedWith;
        alert.SettingsVersion = SettingsVersion;
        alert.BaselineRevision = BaselineRevision;
        alert.JudgedUtc = now;
    }
}
