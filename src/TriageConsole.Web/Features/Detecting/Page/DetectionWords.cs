using System.Globalization;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports;

namespace TriageConsole.Web.Features.Detecting.Page;

/// <summary>Settings and runs in words.</summary>
public static class DetectionWords
{
    public static string Of(SettingsState state) => state switch
    {
        SettingsState.Draft => "Draft",
        SettingsState.Applied => "In force",
        SettingsState.Replaced => "Replaced",
        _ => "Discarded",
    };

    /// <summary>A shape beside the word, so that the state never rests on colour.</summary>
    public static string Mark(SettingsState state) => state switch
    {
        SettingsState.Draft => "○",
        SettingsState.Applied => "✓",
        _ => "–",
    };

    public static string Of(RejudgeRunRow run) => run.State switch
    {
        _ when run is { Slot: not null, CancelRequested: true } => "Stopping",
        RejudgeState.Queued => "Queued",
        RejudgeState.Running => "Running",
        RejudgeState.Completed => "Completed",
        RejudgeState.Cancelled => "Cancelled",
        _ => "Failed",
    };

    public static string Mark(RejudgeState state) => state switch
    {
        RejudgeState.Queued => "○",
        RejudgeState.Running => "◐",
        RejudgeState.Completed => "✓",
        RejudgeState.Cancelled => "–",
        _ => "✕",
    };

    public static string Version(int number) => number == 0 ? "the settings as shipped" : string.Create(CultureInfo.InvariantCulture, $"version {number}");

    public static string What(RejudgeRunRow run) =>
        $"{(run.Mode == RejudgeMode.Try ? "Try" : "Judge under")} {Version(run.SettingsVersion)}{(run.UsesJson.Length > 0 ? " with a changed baseline" : string.Empty)}";

    /// <summary>What a run found, in a line.</summary>
    public static string Found(RejudgeRunRow run)
    {
        List<string> said = [$"{ImportWords.Count(run.New)} new", $"{ImportWords.Count(run.Gone)} gone", $"{ImportWords.Count(run.Moved)} moved", $"{ImportWords.Count(run.Same)} as before"];
        if (run.Covered > 0)
            said.Add($"{ImportWords.Count(run.Covered)} covered");
        if (run.Uncovered > 0)
            said.Add($"{ImportWords.Count(run.Uncovered)} uncovered");
        return string.Join(", ", said);
    }

    public static int Percent(RejudgeRunRow run) => run.ProcessesTotal > 0
        ? (int)Math.Clamp((run.ProcessesDone + run.ProcessesUnderWay) * 100 / run.ProcessesTotal, 0, 100)
        : run.HostsTotal > 0 ? Math.Clamp(run.HostsDone * 100 / run.HostsTotal, 0, 100) : 0;

    /// <summary>Rate and time left; empty where neither can be told yet.</summary>
    public static string Rate(RejudgeRunRow run, DateTime now)
    {
        var done = run.ProcessesDone + run.ProcessesUnderWay - run.ProcessesAtStart;
        if (run.StartedUtc is not { } started || done <= 0 || now - started < TimeSpan.FromSeconds(1))
            return string.Empty;
        var perSecond = done / (now - started).TotalSeconds;
        var left = TimeSpan.FromSeconds(Math.Max(0, run.ProcessesTotal - run.ProcessesDone - run.ProcessesUnderWay) / perSecond);
        return $"{ImportWords.Count((long)perSecond)} processes/s · {(left.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes} min") : string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalSeconds} s"))} left";
    }

    public static string Title(RejudgeChange kind) => kind switch
    {
        RejudgeChange.New => "New",
        RejudgeChange.Gone => "Gone",
        RejudgeChange.Moved => "Moved",
        RejudgeChange.Covered => "Covered",
        _ => "Uncovered",
    };

    public static string Meaning(RejudgeChange kind) => kind switch
    {
        RejudgeChange.New => "chains that raise an alert and had none",
        RejudgeChange.Gone => "alerts whose chain no longer scores enough",
        RejudgeChange.Moved => "alerts of another level or score",
        RejudgeChange.Covered => "open alerts that an approved use covers",
        _ => "covered alerts that no approved use covers any more",
    };

    public static int Count(RejudgeRunRow run, RejudgeChange kind) => kind switch
    {
        RejudgeChange.New => run.New,
        RejudgeChange.Gone => run.Gone,
        RejudgeChange.Moved => run.Moved,
        RejudgeChange.Covered => run.Covered,
        _ => run.Uncovered,
    };
}
