using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TriageConsole.Testing.Demo.Layouts;

/// <summary>One JSON object a line, as shippers write it.</summary>
internal static class DemoJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static byte[] Lines<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        using var json = new Utf8JsonWriter(buffer, _options);
        foreach (var item in items)
        {
            json.Reset(buffer);
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
            json.Flush();
            buffer.Write("\n"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Strings(this Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
