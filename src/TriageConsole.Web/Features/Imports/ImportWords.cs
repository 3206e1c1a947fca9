using System.Globalization;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Imports;

/// <summary>Imports in words.</summary>
public static class ImportWords
{
    /// <summary>What can be imported.</summary>
    public const string Formats = "EVTX, JSON and NDJSON, event XML, CSV of Defender or sigcheck; zip, gz, tar and tar.gz of them.";

    public static string Of(ImportState state) => state switch
    {
        ImportState.Queued => "Queued",
        ImportState.Reading => "Reading",
        ImportState.Detecting => "Detecting",
        ImportState.Completed => "Completed",
        ImportState.CompletedWithWarnings => "Completed with warnings",
        ImportState.Failed => "Failed",
        ImportState.Deleting => "Deleting",
        _ => "Cancelled",
    };

    /// <summary>A shape beside the word, so that the state never rests on colour.</summary>
    public static string Mark(ImportState state) => state switch
    {
        ImportState.Queued => "○",
        ImportState.Reading or ImportState.Detecting or ImportState.Deleting => "◐",
        ImportState.Completed => "✓",
        ImportState.CompletedWithWarnings => "!",
        ImportState.Failed => "✕",
        _ => "–",
    };

    public static string Of(ImportFileState state) => state switch
    {
        ImportFileState.Done => "Read",
        ImportFileState.DoneWithWarnings => "Read with warnings",
        ImportFileState.Failed => "Failed",
        _ => "Reading",
    };

    public static string Severity(int severity) => severity switch
    {
        0 => "Info",
        1 => "Warning",
        _ => "Error",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024 / 1024:0.##} GB"),
    };

    /// <summary>A time left, as exactly as anybody wants to know it.</summary>
    public static string Span(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min")
        : span.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min") : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalSeconds} s");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
