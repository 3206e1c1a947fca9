using System.Text.Json;
using TriageConsole.Web.Features.Intake.Lines;

namespace TriageConsole.Web.Features.Intake.Hec;

/// <summary>
/// Takes the events out of a body of JSON objects simply after each other. As with Splunk, the events before a faulty one
/// are kept, and the answer names the faulty one.
/// </summary>
internal static class HecReader
{
    // One level more than the importer reads, for the envelope; deeper events are its to report.
    private const int MaxDepth = 128;

    public static HecAnswer Read(ReadOnlySpan<byte> body, EventLines lines)
    {
        body = EventText.Trim(body);
        if (body.IsEmpty)
            return HecAnswer.NoData;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth });
        var index = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                    return HecAnswer.InvalidData.At(index);
                if (ReadEnvelope(ref reader, body, lines) is { } fault)
                    return fault.At(index);
                index++;
            }
        }
        catch (JsonException)
        {
            return HecAnswer.InvalidData.At(index);
        }

        return HecAnswer.Success;
    }

    private static HecAnswer? ReadEnvelope(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, EventLines lines)
    {
        string? host = null, source = null, text = null;
        Range json = default;
        HecAnswer? fault = HecAnswer.EventRequired;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isEvent = reader.ValueTextEquals("event"u8);
            var isHost = reader.ValueTextEquals("host"u8);
            var isSource = reader.ValueTextEquals("source"u8);
            reader.Read();
            if (isEvent)
                fault = ReadInner(ref reader, out json, out text);
            else if (isHost && reader.TokenType == JsonTokenType.String)
                host = HecText.Of(ref reader);
            else if (isSource && reader.TokenType == JsonTokenType.String)
                source = HecText.Of(ref reader);
            else
                reader.Skip();
        }

        if (fault is not null)
            return fault;
        // A list or a number is an event to Splunk; here it is a text that no layout knows.
        if (text is null && body[json.Start] != (byte)'{')
            text = System.Text.Encoding.UTF8.GetString(body[json]);
        if (text is not null)
            lines.AddText(text, host, source);
        else
            lines.AddJson(body[json]);
        return null;
    }

    private static HecAnswer? ReadInner(ref Utf8JsonReader reader, out Range json, out string? text)
    {
        json = default;
        text = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return HecAnswer.EventRequired;
            case JsonTokenType.String:
                text = HecText.Of(ref reader);
                return string.IsNullOrWhiteSpace(text) ? HecAnswer.EventBlank : null;
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                json = start..(int)reader.BytesConsumed;
                return null;
        }
    }
}
