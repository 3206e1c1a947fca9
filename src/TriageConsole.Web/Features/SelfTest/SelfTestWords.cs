using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>The self-test in words.</summary>
public static class SelfTestWords
{
    public static string Of(SelfTestOutcome outcome) => outcome switch
    {
        SelfTestOutcome.Caught => "Caught",
        SelfTestOutcome.Hidden => "Hidden",
        SelfTestOutcome.Missed => "Missed",
        SelfTestOutcome.Quiet => "Quiet",
        _ => "Falsely raised",
    };

    /// <summary>A shape beside the word, so that the outcome never rests on colour.</summary>
    public static string Mark(SelfTestOutcome outcome) => outcome switch
    {
        SelfTestOutcome.Caught or SelfTestOutcome.Quiet => "✓",
        SelfTestOutcome.Hidden => "◐",
        SelfTestOutcome.Missed => "✕",
        _ => "!",
    };

    public static string Of(SelfTestState state) => state switch
    {
        SelfTestState.Running => "Running",
        SelfTestState.Completed => "Completed",
        _ => "Failed",
    };

    public static string Form(SelfTestResultRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Evasion.Length == 0 ? "as written" : row.Evasion.Replace('-', ' ');
    }
}
