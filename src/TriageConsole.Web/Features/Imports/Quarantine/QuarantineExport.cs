using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Web.Features.Imports.Quarantine;

/// <summary>
/// Writes what could not be read of an import, a JSON object a line, with the bytes at fault as far as the stored file still
/// has them. Files are walked once, in their order, and nothing is held beyond one excerpt.
/// </summary>
public sealed class QuarantineExport(IDbContextFactory<TriageContext> contexts)
{
    private const string NoPlace = "No place in the file was recorded for it.";
    private const string PastEnd = "The file ends before this place.";
    private const string NotKept = "The file is no longer kept; only what was recorded is left.";
    private const string NotFound = "The file of this name was not found in what is stored.";

    private static readonly JsonWriterOptions _json = new() { Encoder = JavaScriptEncoder.Default };

    public async Task<bool> ExistsAsync(long importId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Imports.AnyAsync(i => i.Id == importId, cancel);
    }

    public async Task WriteAsync(long importId, Stream output, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(output);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == importId, cancel) is not { } import)
            return;
        var files = await db.ImportFiles.AsNoTracking().Where(f => f.ImportId == importId && db.ImportDiagnostics.Any(d => d.ImportFileId == f.Id)).OrderBy(f => f.Id).ToListAsync(cancel);
        var left = files.GroupBy(f => (f.Source, f.Member)).ToDictionary(group => group.Key, group => group.First());
        var lines = new Lines(db, output);
        var why = await WalkAsync(import, left, lines, cancel);
        foreach (var file in left.Values.OrderBy(file => file.Id))
            await lines.WriteAsync(file, null, why, cancel);
        await lines.WriteRestAsync(importId, cancel);
    }

    // Writes the faults of every file that is met and takes it off the list; returns why the others were not.
    private static async Task<string> WalkAsync(ImportRow import, Dictionary<(string, string), ImportFileRow> left, Lines lines, CancellationToken cancel)
    {
        if (import.StoredPath.Length == 0 || !Path.Exists(import.StoredPath))
            return NotKept;
        foreach (var source in ReadStep.Sources(import))
        {
            if (left.Count == 0)
                break;
            if (await WalkFileAsync(source, left, lines, cancel) is { } why)
                return why;
        }

        return NotFound;
    }

    private static async Task<string?> WalkFileAsync(PathSource source, Dictionary<(string, string), ImportFileRow> left, Lines lines, CancellationToken cancel)
    {
        FileStream file;
        try
        {
            file = new FileStream(source.FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 128 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The stored file cannot be opened: {e.Message}";
        }

        await using (file)
        {
            using var entries = TelemetryFiles.Open(file, ReadLimits.Default).GetEnumerator();
            while (left.Count > 0)
            {
                try
                {
                    if (!entries.MoveNext())
                        return null;
                }
                catch (IOException e)
                {
                    return $"The stored file cannot be read: {e.Message}";
                }

                if (left.Remove((StorableText.Clean(source.Name), StorableText.Clean(entries.Current.Member)), out var row))
                    await lines.WriteAsync(row, entries.Current.OpenBytes(), NoPlace, cancel);
            }
        }

        return null;
    }

    private sealed class Lines(TriageContext db, Stream output)
    {
        public async Task WriteAsync(ImportFileRow file, Stream? bytes, string otherwise, CancellationToken cancel)
        {
            // From front to back; what has no place comes first.
            var faults = await db.ImportDiagnostics.AsNoTracking().Where(d => d.ImportFileId == file.Id).OrderBy(d => d.Offset ?? -1).ThenBy(d => d.Id).ToListAsync(cancel);
            var window = bytes is null ? null : new ForwardWindow(bytes);
            foreach (var fault in faults)
                await PutAsync(file, fault, window, otherwise, cancel);
        }

        /// <summary>Faults that belong to no file.</summary>
        public async Task WriteRestAsync(long importId, CancellationToken cancel)
        {
            foreach (var fault in await db.ImportDiagnostics.AsNoTracking().Where(d => d.ImportId == importId && d.ImportFileId == null).OrderBy(d => d.Id).ToListAsync(cancel))
                await PutAsync(null, fault, null, NoPlace, cancel);
        }

        private async Task PutAsync(ImportFileRow? file, ImportDiagnosticRow fault, ForwardWindow? window, string otherwise, CancellationToken cancel)
        {
            using var line = new MemoryStream();
            Compose(line, file, fault, window, otherwise, cancel);
            line.WriteByte((byte)'\n');
            line.Position = 0;
            await line.CopyToAsync(output, cancel);
        }

        private static void Compose(MemoryStream line, ImportFileRow? file, ImportDiagnosticRow fault, ForwardWindow? window, string otherwise, CancellationToken cancel)
        {
            using var json = new Utf8JsonWriter(line, _json);
            json.WriteStartObject();
            json.WriteString("code", fault.Code);
            json.WriteString("severity", ImportWords.Severity(fault.Severity).ToLowerInvariant());
            json.WriteString("file", file?.Source);
            json.WriteString("member", file?.Member is { Length: > 0 } member ? member : null);
            json.WriteString("format", file?.Format is { Length: > 0 } format ? format : null);
            Number(json, "record", fault.RecordIndex);
            Number(json, "offset", fault.Offset);
            json.WriteString("reason", fault.Message);
            WriteRaw(json, file, fault, window, otherwise, cancel);
            json.WriteEndObject();
        }

        private static void WriteRaw(Utf8JsonWriter json, ImportFileRow? file, ImportDiagnosticRow fault, ForwardWindow? window, string otherwise, CancellationToken cancel)
        {
            var note = otherwise;
            if (window is not null && fault.Offset is { } offset)
            {
                note = PastEnd;
                try
                {
                    var found = window.At(offset, cancel);
                    var length = RawExcerpt.LengthOf(file!.Format, found);
                    if (length > 0)
                    {
                        json.WriteBase64String("raw", found[..length]);
                        json.WriteBoolean("rawCut", length == RawExcerpt.MostBytes && found.Length > length);
                        return;
                    }
                }
                catch (IOException e)
                {
                    note = $"The stored file cannot be read: {e.Message}";
                }
            }

            json.WriteNull("raw");
            json.WriteString("note", note);
        }

        private static void Number(Utf8JsonWriter json, string name, long? value)
        {
            if (value is { } number)
                json.WriteNumber(name, number);
            else
                json.WriteNull(name);
        }
    }
}
