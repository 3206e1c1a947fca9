using System.Security.Cryptography;
using System.Text;
using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>PowerShell 4103 and 4104: what was run, with the process that logged it.</summary>
internal static class PowerShellMapper
{
    internal static TelemetryEvent? Map(WindowsRecord record, RecordOrigin origin, string host)
    {
        if (WindowsEventMapper.LogTime(record) is not { } time)
            return null;
        if (FieldText.Text(record[record.EventId == 4103 ? "Payload" : "ScriptBlockText"]) is not { } text)
        {
            return new ObservedEvent
            {
                Origin = origin,
                Host = host,
                UtcTime = time.Utc,
                TimeBasis = time.Basis,
                Component = DataComponent.ScriptExecution,
            };
        }

        var number = record.EventId == 4104 && FieldText.UInt32(record.Chars("MessageNumber")) is >= 1 and <= int.MaxValue and var n ? (int)n : 1;
        return new ScriptBlockEvent
        {
            Origin = origin,
            Host = host,
            UtcTime = time.Utc,
            TimeBasis = time.Basis,
            ProcessId = record.ProcessId,
            BlockId = record.EventId == 4103 ? CommandId(record, text) : FieldText.Guid(record.Chars("ScriptBlockId")),
            Number = number,
            Total = record.EventId == 4104 && FieldText.UInt32(record.Chars("MessageTotal")) is <= int.MaxValue and var t && t >= number ? (int)t : number,
            Text = text,
            Path = record.EventId == 4103 ? ScriptName(record["ContextInfo"]) : FieldText.Text(record["Path"]),
        };
    }

    /// <summary>
    /// A 4103 carries no id. Its context names the PowerShell host and counts its records, so an id made of both is the same
    /// for the same record in every layout, whatever white space that wrote. A UUID of version 8, which nothing else is here.
    /// </summary>
    private static Guid CommandId(WindowsRecord record, string text)
    {
        var context = record["ContextInfo"];
        var words = string.Join(' ', $"{(string.IsNullOrWhiteSpace(context) ? $"{record.ProcessId}" : context)} {text}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The script file of a command's context, a line <c>Script Name = C:\a.ps1</c>; null where it was typed.</summary>
    private static string? ScriptName(string? context)
    {
        const string Label = "Script Name =";
        if (context is null || context.IndexOf(Label, StringComparison.Ordinal) is not (>= 0 and var at))
            return null;
        var rest = context.AsSpan(at + Label.Length);
        var end = rest.IndexOfAny('\r', '\n');
        return FieldText.Text((end < 0 ? rest : rest[..end]).Trim().ToString());
    }
}
