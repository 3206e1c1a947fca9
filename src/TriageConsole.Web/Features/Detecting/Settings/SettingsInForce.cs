using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection;

namespace TriageConsole.Web.Features.Detecting.Settings;

/// <summary>
/// Puts the applied settings in force at start. Settings that this program cannot use leave those that ship in force, and
/// the Detection page says so: a console that does not start could not be used to mend them.
/// </summary>
public sealed partial class SettingsInForce(IDbContextFactory<TriageContext> contexts, DetectionRuntime runtime, ILogger<SettingsInForce> logger)
{
    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.DetectionSettings.AsNoTracking().FirstOrDefaultAsync(s => s.State == SettingsState.Applied, cancel);
        if (row is null)
            return;
        try
        {
            runtime.Use(runtime.Make(row.Number, SettingsRecord.Read(row.Json)));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            Log.Unusable(logger, row.Number, e);
            runtime.Use(runtime.Make(0, DetectionSettings.Default), $"Version {row.Number} cannot be used by this program, so the settings that ship are in force: {e.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Detection settings {Number} cannot be used; the settings that ship are in force.")]
        public static partial void Unusable(ILogger logger, int number, Exception exception);
    }
}
