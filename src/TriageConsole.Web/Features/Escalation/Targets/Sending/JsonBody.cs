using System.Net.Http.Headers;
using System.Text.Json;

namespace TriageConsole.Web.Features.Escalation.Targets.Sending;

/// <summary>A JSON body; the writer escapes whatever is hostile.</summary>
internal static class JsonBody
{
    public static HttpContent Of(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
