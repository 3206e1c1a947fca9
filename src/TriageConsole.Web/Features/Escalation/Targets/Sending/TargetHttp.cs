using System.Net;
using System.Text;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Escalation.Targets.Sending;

/// <summary>
/// The only way that targets speak HTTP: through the guard, without redirects, cookies or a proxy (each would lead past the
/// guard), and with a bounded look at the answer.
/// </summary>
public sealed class TargetHttp : IDisposable
{
    private const int MostAnswerBytes = 4096;
    private static readonly TimeSpan _longestAfter = TimeSpan.FromHours(24);

    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    public TargetHttp(DestinationGuard guard, TimeProvider time)
    {
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 16,

            // A connection that is kept is not checked again: not for long, then.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = async (context, cancel) => await guard.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel),
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("TriageConsole");
    }

    /// <summary>Sends and says what the answer means: 2xx has it, 408, 425, 429 and 5xx later, all else never.</summary>
    public async Task<DeliveryOutcome> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        var status = (int)response.StatusCode;
        var words = $"{status} {HostileText.Visible(response.ReasonPhrase)}".TrimEnd();
        var said = await ReadAsync(response, cancel);
        if (said.Length > 0)
            words = $"{words}: {said}";
        return status switch
        {
            >= 200 and < 300 => new DeliveryOutcome.Delivered(words),
            >= 300 and < 400 => new DeliveryOutcome.Refused($"{words} (redirects are not followed; enter the address it leads to)"),
            408 or 425 or 429 or >= 500 => new DeliveryOutcome.Again(words, After(response)),
            _ => new DeliveryOutcome.Refused(words),
        };
    }

    public void Dispose() => _client.Dispose();

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var buffer = new byte[MostAnswerBytes];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
            return Encoding.UTF8.GetString(buffer, 0, read).Trim();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The status is the answer; words that do not come must not turn a delivery into a failure.
            return string.Empty;
        }
    }

    private TimeSpan? After(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _time.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return after <= TimeSpan.Zero ? null : after < _longestAfter ? after : _longestAfter;
    }
}
