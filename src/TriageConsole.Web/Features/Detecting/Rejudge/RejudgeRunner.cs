using TriageConsole.Data.Judging;
using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Detection.Baseline;
using TriageConsole.Web.Features.Detecting.Settings;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Detecting.Rejudge;

/// <summary>
/// Runs the detection step over every host, several at a time: a try compares its verdicts with the alerts, an applying run writes
/// them. Goes on after the last host that its row counts in.
/// </summary>
public sealed class RejudgeRunner(
    HostVerdicts verdicts, HostJudge judge, AlertComparer comparer, BaselineReader baseline, DetectionRuntime runtime, RejudgeRows rows, Notices notices) : IDisposable
{
    // Below it a host is done before anyone could look.
    private const int WorthReporting = 20_000;

    // A run that is rung twice must not count a host twice.
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task RunAsync(long runId, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            if (await rows.FindAsync(runId, cancel) is { } run)
                await RunAsync(run, cancel);
        }
        finally
        {
            _gate.Release();
            notices.Publish(Topic.Detection);
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task RunAsync(RejudgeRunRow run, CancellationToken cancel)
    {
        var matcher = await baseline.ReadAsync(RejudgeRequest.Read(run.SettingsVersion, run.UsesJson), cancel);
        var version = run.Mode == RejudgeMode.Apply ? runtime.Current : await VersionAsync(run.SettingsVersion, cancel);
        await rows.StartAsync(run.Id, version.Under(matcher), cancel);
        while (await rows.LeftAsync(run.Id, cancel) is { Count: > 0 } hosts)
        {
            string? why = null;
            if (await HostTurns.RunAsync(hosts, HostAsync, cancel))
                continue;
            await rows.EndAsync(run.Id, RejudgeState.Cancelled, why, cancel);
            return;

            async Task<bool> HostAsync(int host, Task turn, CancellationToken stop)
            {
                // All else is work: SQLite's asynchronous calls block, so it must not be the caller's.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                if (await rows.IsStoppedAsync(run.Id, stop))
                    return false;
                if (run.Mode == RejudgeMode.Apply && runtime.Current.SettingsVersion != run.SettingsVersion)
                {
                    why = $"Version {runtime.Current.SettingsVersion} of the settings was put in force instead.";
                    return false;
                }

                await RunHostAsync(run, host, version.Engine, matcher, turn, stop);
                notices.Publish(Topic.Detection);
                if (run.Mode == RejudgeMode.Apply)
                    notices.Publish(Topic.Alerts);
                return true;
            }
        }

        await rows.EndAsync(run.Id, RejudgeState.Completed, null, cancel);
    }

    // Hosts are judged side by side; what a run keeps is written in their order, since its row names the last that is done.
    private async Task RunHostAsync(RejudgeRunRow run, int host, DetectionEngine engine, BaselineMatcher matcher, Task turn, CancellationToken cancel)
    {
        var diff = new JudgementDiff();
        var processes = 0L;
        if (run.Mode == RejudgeMode.Apply)
        {
            await judge.RunAsync(host, importId: 0, matcher, from: null, LookAsync, turn, cancel);
        }
        else
        {
            await foreach (var window in verdicts.RunAsync(engine, host, matcher, from: null, cancel))
                await LookAsync(window);
        }

        await turn;
        await rows.CommitAsync(run.Id, host, processes, diff, cancel);

        async Task LookAsync(JudgedWindow window)
        {
            await comparer.CompareAsync(host, window.Judged, window.Verdicts, diff, cancel);
            foreach (var failure in window.Failures)
                diff.Add(failure);
            processes += window.Judged.Count;

            // Only the host whose turn it is says how far it is: the others would overwrite it.
            if (processes < WorthReporting || !turn.IsCompleted)
                return;
            await rows.ReportAsync(run.Id, processes, cancel);
            notices.Publish(Topic.Detection);
        }
    }

    private async Task<DetectionVersion> VersionAsync(int number, CancellationToken cancel)
    {
        if (number == 0)
            return runtime.Make(0, DetectionSettings.Default);
        var json = await rows.SettingsAsync(number, cancel) ?? throw new InvalidOperationException($"There is no version {number} of the settings.");
        return runtime.Make(number, SettingsRecord.Read(json));
    }
}
