using System.Text.Json;
using Microsoft.Playwright;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>Fingers on a touch screen, as the browser itself makes events of them; Playwright only taps.</summary>
public sealed class Fingers(ICDPSession session) : IAsyncDisposable
{
    private const int Steps = 6;

    /// <summary>Lays as many fingers down as there are points, moves them to others and lifts them.</summary>
    public async Task MoveAsync(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        await SendAsync("touchStart", from);
        for (var step = 1; step <= Steps; step++)
        {
            var part = (double)step / Steps;
            await SendAsync("touchMove", [.. from.Zip(to, (a, b) => (a.X + (b.X - a.X) * part, a.Y + (b.Y - a.Y) * part))]);
        }

        await SendAsync("touchEnd", []);
        await Task.Delay(100);
    }

    public async ValueTask DisposeAsync() => await session.DetachAsync();

    private Task<JsonElement?> SendAsync(string type, IReadOnlyList<(double X, double Y)> points) => session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
    {
        ["type"] = type,
        ["touchPoints"] = points.Select((point, id) => new Dictionary<string, object> { ["x"] = point.X, ["y"] = point.Y, ["id"] = id }).ToArray(),
    });
}
