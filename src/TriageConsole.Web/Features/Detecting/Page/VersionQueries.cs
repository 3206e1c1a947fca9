using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Web.Features.Detecting.Settings;

namespace TriageConsole.Web.Features.Detecting.Page;

/// <summary>One version of the settings. Number 0 are those that ship.</summary>
public sealed record VersionLine
{
    public required int Number { get; init; }

    public SettingsState State { get; init; }

    public required DetectionSettings Settings { get; init; }

    public string Note { get; init; } = string.Empty;

    public string? CreatedBy { get; init; }

    public DateTime? CreatedUtc { get; init; }

    public string? DecidedBy { get; init; }

    public DateTime? DecidedUtc { get; init; }

    /// <summary>The version that it is compared with.</summary>
    public int ComparedWith { get; init; }

    public IReadOnlyList<SettingsDifference> Differences { get; init; } = [];

    /// <summary>The last completed try of it under this program; null where it was not tried.</summary>
    public RejudgeRunRow? Tried { get; init; }
}

/// <summary>Versions of the settings, the latest first, and how far what is stored was judged under what is in force.</summary>
public sealed class VersionQueries(IDbContextFactory<TriageContext> contexts, DetectionRuntime runtime)
{
    private const int Shown = 100;

    public async Task<IReadOnlyList<VersionLine>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.DetectionSettings.AsNoTracking().OrderByDescending(s => s.Number).Take(Shown).ToListAsync(cancel);
        var version = runtime.Version;
        var tried = (await db.RejudgeRuns.AsNoTracking()
            .Where(r => r.Mode == RejudgeMode.Try && r.State == RejudgeState.Completed && r.UsesJson == string.Empty && r.JudgedWith == version).ToListAsync(cancel))
            .GroupBy(r => r.SettingsVersion).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Id));
        var settings = rows.ToDictionary(row => row.Number, row => Read(row.Json));
        settings[0] = DetectionSettings.Default;
        var inForce = rows.FirstOrDefault(row => row.State == SettingsState.Applied)?.Number ?? 0;
        return [.. rows.Select(Line), Shipped(inForce, tried.GetValueOrDefault(0))];

        VersionLine Line(DetectionSettingsRow row)
        {
            var other = row.State == SettingsState.Draft ? inForce : settings.Keys.Where(number => number < row.Number).Max();
            return new()
            {
                Number = row.Number,
                State = row.State,
                Settings = settings[row.Number],
                Note = row.Note,
                CreatedBy = row.CreatedBy,
                CreatedUtc = row.CreatedUtc,
                DecidedBy = row.DecidedBy,
                DecidedUtc = row.DecidedUtc,
                ComparedWith = other,
                Differences = SettingsDiff.Between(settings.GetValueOrDefault(other) ?? DetectionSettings.Default, settings[row.Number]),
                Tried = tried.GetValueOrDefault(row.Number),
            };
        }
    }

    /// <summary>Hosts last judged under another program, other data or other settings than those in force, and hosts in all.</summary>
    public async Task<(int Stale, int All)> StaleHostsAsync(CancellationToken cancel)
    {
        var (with, number) = (runtime.Current.JudgedWith, runtime.Current.SettingsVersion);
        await using var db = await contexts.CreateDbContextAsync(cancel);

        // A host that an import is still at was not judged late: it will be.
        var stale = await db.Hosts.Counted().CountAsync(
            h => !db.HostJudgements.Any(j => j.HostId == h.Id && j.JudgedWith == with && j.SettingsVersion == number)
                && !db.ImportHosts.Any(i => i.HostId == h.Id
                    && (i.Import!.State == ImportState.Queued || i.Import.State == ImportState.Reading || i.Import.State == ImportState.Detecting)),
            cancel);
        return (stale, await db.Hosts.Counted().CountAsync(cancel));
    }

    private static VersionLine Shipped(int inForce, RejudgeRunRow? tried) => new()
    {
        Number = 0,
        State = inForce == 0 ? SettingsState.Applied : SettingsState.Replaced,
        Settings = DetectionSettings.Default,
        Note = "As shipped",
        Tried = tried,
    };

    private static DetectionSettings Read(string json)
    {
        try
        {
            return SettingsRecord.Read(json);
        }
        catch (JsonException)
        {
            return DetectionSettings.Default;
        }
    }
}
