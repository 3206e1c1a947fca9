using System.Buffers;
using System.Text.Json;

namespace TriageConsole.Web.Components.Controls;

/// <summary>
/// A tree as it travels: one table of texts, one short row a node, as the bytes of JSON. Ten thousand nodes are half
/// the size of plain objects, and bytes are not read a second time by the framework on their way.
/// </summary>
internal static class ProcessTreeWire
{
    // Hidden characters and markup are as well in the bytes: they become text nodes, never markup.
    private static readonly JsonWriterOptions _options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows' fields in order; what a row leaves off at its end has its default.</summary>
    public static byte[] Write(IReadOnlyList<ProcessTreeNode> nodes)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new Dictionary<string, int>(nodes.Count, StringComparer.Ordinal);
        for (var at = 0; at < nodes.Count; at++)
            rows.TryAdd(nodes[at].Id, at);
        var buffer = new ArrayBufferWriter<byte>((nodes.Count * 160) + 64);
        using var writer = new Utf8JsonWriter(buffer, _options);
        writer.WriteStartObject();
        writer.WriteStartArray("rows");
        foreach (var node in nodes)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(node.Id);
            writer.WriteNumberValue(node.ParentId is { } parent ? rows.GetValueOrDefault(parent, -1) : -1);
            foreach (var text in (string?[])[node.ImageName, node.Path, node.User, node.Role.ToString(), node.Signature.ToString(), node.Edge.ToString()])
                writer.WriteNumberValue(Place(texts, text));
            writer.WriteStringValue(node.CommandLine);
            if (node.Pid is { } pid)
                writer.WriteNumberValue(pid);
            else
                writer.WriteNullValue();
            writer.WriteStringValue(node.StartText);
            if (node.Kind != default || node.Findings + node.FoldedCount + node.Badges.Count > 0 || node.Signer is not null || node.EdgeReason is not null)
            {
                foreach (var text in (string?[])[node.Kind.ToString(), node.Signer, node.EdgeReason])
                    writer.WriteNumberValue(Place(texts, text));
                writer.WriteNumberValue(node.Findings);
                writer.WriteNumberValue(node.FoldedCount);
                foreach (var badge in node.Badges)
                    writer.WriteNumberValue(Place(texts, badge));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("texts");
        foreach (var text in texts.Keys)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static int Place(Dictionary<string, int> texts, string? text)
    {
        if (text is null)
            return -1;
        if (!texts.TryGetValue(text, out var place))
            texts[text] = place = texts.Count;
        return place;
    }
}
