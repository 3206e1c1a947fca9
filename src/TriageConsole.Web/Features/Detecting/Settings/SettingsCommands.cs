using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Web.Features.Detecting.Rejudge;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Detecting.Settings;

/// <summary>What admins do with versions of the settings. A version never changes; a change is a new version.</summary>
public sealed class SettingsCommands(
    IDbContextFactory<TriageContext> contexts, DetectionRuntime runtime, RejudgeCommands runs, RejudgeDoorbell doorbell, TimeProvider time, Notices notices)
{
    private const int Attempts = 4;
    private const int LongestNote = 2_000;

    /// <summary>Saves settings as a draft: checked, numbered, in force nowhere.</summary>
    public async Task<DetectionOutcome> SaveDraftAsync(Actor actor, DetectionSettings settings, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        ArgumentNullException.ThrowIfNull(settings);
        var faults = settings.Faults().ToList();
        var why = note?.Trim() ?? string.Empty;
        if (why.Length is 0 or > LongestNote)
            faults.Add(new("Note", why.Length == 0 ? "Say why; the next admin reads this." : "At most 2,000 characters."));
        if (faults.Count > 0)
            return new(null, faults);
        return await AddAsync(actor, SettingsRecord.Write(settings), why, cancel);
    }

    /// <summary>Makes a draft that says what an earlier version said.</summary>
    public async Task<DetectionOutcome> UseAgainAsync(Actor actor, int number, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        if (number == 0)
            return await AddAsync(actor, SettingsRecord.Write(DetectionSettings.Default), "As shipped", cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var json = await db.DetectionSettings.Where(s => s.Number == number).Select(s => s.Json).FirstOrDefaultAsync(cancel);
        return json is null ? DetectionOutcome.Refused($"There is no version {number}.") : await AddAsync(actor, json, $"As version {number}", cancel);
    }

    /// <summary>Gives a draft up. It stays on record.</summary>
    public async Task<DetectionOutcome> DiscardAsync(Actor actor, int number, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var discarded = await db.DetectionSettings.Where(s => s.Number == number && s.State == SettingsState.Draft).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, SettingsState.Discarded).SetProperty(s => s.DecidedBy, actor.Name).SetProperty(s => s.DecidedUtc, now), cancel);
        notices.Publish(Topic.Detection);
        return discarded == 1 ? DetectionOutcome.Done(number) : DetectionOutcome.Refused($"Version {number} is no draft any more.");
    }

    /// <summary>
    /// Puts a draft in force for whatever is judged from now on, and starts the run that judges all that is stored under it. It
    /// must have been tried over history under this program first.
    /// </summary>
    public async Task<DetectionOutcome> ApplyAsync(Actor actor, int number, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.TuneDetection);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var draft = await db.DetectionSettings.FirstOrDefaultAsync(s => s.Number == number && s.State == SettingsState.Draft, cancel);
        if (draft is null)
            return DetectionOutcome.Refused($"Version {number} is no draft.");
        var settings = SettingsRecord.Read(draft.Json);
        if (settings.Faults() is { Count: > 0 } faults)
            return new(null, faults);
        var version = runtime.Version;
        if (!await db.RejudgeRuns.AnyAsync(r => r.Mode == RejudgeMode.Try && r.State == RejudgeState.Completed && r.SettingsVersion == number && r.UsesJson == string.Empty && r.JudgedWith == version, cancel))
            return DetectionOutcome.Refused("Try it over history first: what it changes must have been seen before it is applied.");
        if (await db.RejudgeRuns.AnyAsync(r => r.Slot != null, cancel))
            return DetectionOutcome.Refused(RejudgeCommands.OneAtATime);
        var engine = runtime.Make(number, settings);
        var run = runs.NewRun(actor, RejudgeMode.Apply, new(number));
        if (!await CommitAsync(db, actor, draft, run, cancel))
            return DetectionOutcome.Refused("Somebody else changed this meanwhile. Look again.");
        runtime.Use(engine);
        doorbell.Ring(run.Id);
        notices.Publish(Topic.Detection);
        return DetectionOutcome.Done(run.Id);
    }

    private async Task<bool> CommitAsync(TriageContext db, Actor actor, DetectionSettingsRow draft, RejudgeRunRow run, CancellationToken cancel)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (await db.DetectionSettings.FirstOrDefaultAsync(s => s.State == SettingsState.Applied, cancel) is { } before)
            {
                before.State = SettingsState.Replaced;
                await db.SaveChangesAsync(cancel);
            }

            (draft.State, draft.DecidedBy, draft.DecidedUtc) = (SettingsState.Applied, actor.Name, time.GetUtcNow().UtcDateTime);
            db.RejudgeRuns.Add(run);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }

    private async Task<DetectionOutcome> AddAsync(Actor actor, string json, string note, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var number = (await db.DetectionSettings.MaxAsync(s => (int?)s.Number, cancel) ?? 0) + 1;
            db.DetectionSettings.Add(new() { Number = number, Json = json, Note = note, CreatedBy = actor.Name, CreatedUtc = time.GetUtcNow().UtcDateTime });
            try
            {
                await db.SaveChangesAsync(cancel);
                notices.Publish(Topic.Detection);
                return DetectionOutcome.Done(number);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another admin took the number.
            }
        }
    }
}
