using System.Net;
using System.Net.Sockets;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>
/// A line to the console that a test can cut, as a cable is pulled: what runs over it breaks off and nothing new gets through
/// until it is mended. A browser that is told to be offline keeps its web sockets.
/// </summary>
public sealed class CuttableLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _gone = new();
    private readonly List<TcpClient> _open = [];
    private readonly Lock _gate = new();
    private readonly Uri _console;
    private readonly Task _taking;
    private bool _cut;

    /// <param name="address">Where the console listens.</param>
    public CuttableLine(string address)
    {
        _console = new Uri(address);
        _listener.Start();

        // The same host by the same name: cookies are kept by it, whatever the port.
        Address = FormattableString.Invariant($"http://{_console.Host}:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _taking = TakeAsync();
    }

    /// <summary>Where the browser goes.</summary>
    public string Address { get; }

    public void Cut()
    {
        lock (_gate)
        {
            _cut = true;
            foreach (var side in _open)
                side.Dispose();
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        Cut();
        _listener.Dispose();
        await _taking;
        _gone.Dispose();
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var browser = await _listener.AcceptTcpClientAsync(_gone.Token);
                _ = CarryAsync(browser);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var console = new TcpClient();
        try
        {
            lock (_gate)
            {
                if (_cut)
                {
                    browser.Dispose();
                    return;
                }

                _open.AddRange([browser, console]);
            }

            await console.ConnectAsync(_console.Host, _console.Port, _gone.Token);
            await Task.WhenAny(browser.GetStream().CopyToAsync(console.GetStream(), _gone.Token), console.GetStream().CopyToAsync(browser.GetStream(), _gone.Token));
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
        finally
        {
            browser.Dispose();
        }
    }
}
