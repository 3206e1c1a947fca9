using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.Headless;

/// <summary>Writes alerts as JSON lines. ECS and Sigma words; one object a line, keys always present and in the same order.</summary>
public sealed class AlertLineWriter(Stream output) : IDisposable
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, _options);

    public void Write(ScannedAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("alert_id", alert.Id);
        _json.WriteString("host", alert.Verdict.Host);
        _json.WriteString("level", Words.Of(alert.Verdict.Level));
        _json.WriteNumber("score", alert.Verdict.Score);
        _json.WriteNumber("completeness", alert.Verdict.Completeness);
        _json.WriteString("status", alert.Status == AlertStatus.Covered ? "covered" : "open");
        _json.WriteString("technique", alert.Verdict.Technique);
        _json.WriteString("summary", alert.Verdict.Summary);
        _json.WriteStartArray("signals");
        foreach (var finding in alert.Verdict.Findings)
        {
            _json.WriteStartObject();
            _json.WriteString("id", finding.SignalId);
            _json.WriteNumber("points", finding.Points);
            _json.WriteString("title", finding.Title);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        WriteProcesses("processes", alert, context: false);
        WriteProcesses("context", alert, context: true);
        _json.WriteEndObject();
        _json.Flush();
        output.Write(_buffer.WrittenSpan);
        output.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();

    private void WriteProcesses(string name, ScannedAlert alert, bool context)
    {
        _json.WriteStartArray(name);
        foreach (var member in alert.Verdict.Members)
        {
            if (member.Role == ChainRole.Context != context || !alert.Processes.TryGetValue(member.ProcessId, out var facts))
                continue;
            _json.WriteStartObject();
            _json.WriteString("role", Words.Of(member.Role));
            WriteText("process_guid", facts.ProcessGuid?.ToString("B").ToUpperInvariant());
            if (facts.ProcessId is { } pid)
                _json.WriteNumber("pid", pid);
            else
                _json.WriteNull("pid");
            WriteText("utc_time", facts.StartUtc is { } start ? Words.Utc(start) : null);
            _json.WriteString("image", facts.Image);
            WriteText("command_line", facts.CommandLine);
            _json.WriteString("signature", Words.Of(facts.Signature.Status));
            WriteText("signer", facts.Signature.Signer);
            _json.WriteStartArray("records");
            foreach (var record in alert.Records(member.ProcessId))
                WriteRecord(record);
            _json.WriteEndArray();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteRecord(SourceRecord record)
    {
        _json.WriteStartObject();
        _json.WriteString("source", record.Source);
        _json.WriteString("member", record.Member);
        _json.WriteNumber("index", record.Index);
        if (record.RecordId is { } id)
            _json.WriteNumber("record_id", id);
        else
            _json.WriteNull("record_id");
        _json.WriteString("channel", record.Channel);
        _json.WriteNumber("event_id", record.EventId);
        _json.WriteEndObject();
    }

    private void WriteText(string name, string? value)
    {
        if (value is null)
            _json.WriteNull(name);
        else
            _json.WriteString(name, value);
    }
}
