using System.Globalization;
using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest.Counting;

/// <summary>What tells a record without a number from others of its log, component and day.</summary>
internal static class RecordWords
{
    public static long Hash(TelemetryEvent e) => TextHash.Of(string.Create(CultureInfo.InvariantCulture, $"{e.UtcTime.Ticks}|{e.Origin.EventId}|{Words(e)}"));

    private static string Words(TelemetryEvent e) => e switch
    {
        ProcessEndedEvent ended => Join(ended.ProcessGuid, ended.ProcessId, ended.Image),
        ImageLoadedEvent loaded => Join(loaded.ProcessGuid, loaded.ProcessId, loaded.ImageLoaded),
        ProcessAccessedEvent accessed => Join(accessed.SourceProcessGuid, accessed.SourceProcessId, $"{accessed.TargetProcessGuid}|{accessed.TargetProcessId}|{accessed.GrantedAccess}"),
        FileCreatedEvent created => Join(created.ProcessGuid, created.ProcessId, created.TargetFilename),
        ScriptBlockEvent script => Join(script.BlockId, (uint)script.Number, script.Text),
        _ => string.Empty,
    };

    private static string Join(Guid? guid, uint? id, string words) => string.Create(CultureInfo.InvariantCulture, $"{guid}|{id}|{words}");
}
