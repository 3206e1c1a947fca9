using System.Buffers;
using System.Text.Json;
using TriageConsole.Web.Features.Intake.Access;
using TriageConsole.Web.Features.Intake.Spool;

namespace TriageConsole.Web.Features.Intake.Lines;

/// <summary>The events of one request, unwrapped, each on lines of its own.</summary>
internal sealed class EventLines
{
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly ArrayBufferWriter<byte> _xml = new();

    /// <summary>Adds JSON as one line. In valid JSON a line end stands only between tokens, where a blank says the same.</summary>
    public void AddJson(ReadOnlySpan<byte> json)
    {
        var line = _json.GetSpan(json.Length + 1);
        json.CopyTo(line);
        line[..json.Length].Replace((byte)'\r', (byte)' ');
        line[..json.Length].Replace((byte)'\n', (byte)' ');
        line[json.Length] = (byte)'\n';
        _json.Advance(json.Length + 1);
    }

    /// <summary>Adds a text by what it holds: a JSON event, an XML event, or anything else, which is kept as a record that says so.</summary>
    public void AddText(string text, string? host, string? source)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var trimmed = EventText.Trim(bytes);
        switch (EventText.KindOf(trimmed))
        {
            case SpoolKind.Json:
                AddJson(trimmed);
                break;
            case SpoolKind.Xml:
                // As it is: in XML a line end may be part of a command line.
                _xml.Write(trimmed);
                _xml.Write("\n"u8);
                break;
            default:
                // Never as a bare line: at the top of a spool file it would keep the importer from knowing the rest.
                AddJson(JsonSerializer.SerializeToUtf8Bytes(new { message = text, host, source }));
                break;
        }
    }

    public async Task KeepAsync(EventSpool spool, IntakeSource source, CancellationToken cancel)
    {
        await spool.AppendAsync(source, SpoolKind.Json, _json.WrittenMemory, cancel);
        await spool.AppendAsync(source, SpoolKind.Xml, _xml.WrittenMemory, cancel);
    }
}
