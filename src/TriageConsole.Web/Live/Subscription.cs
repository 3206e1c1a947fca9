namespace TriageConsole.Web.Live;

/// <summary>One subscriber: called on a pool thread, one call at a time, its failures kept to itself.</summary>
internal sealed class Subscription(Func<Task> onChange, Action<Exception> failed, Action<Subscription> remove) : IDisposable
{
    private readonly Lock _gate = new();
    private bool _running;
    private bool _again;
    private bool _closed;

    public void Ring()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            if (_running)
            {
                _again = true;
                return;
            }

            _running = true;
        }

        _ = Task.Run(CallAsync);
    }

    public void Dispose()
    {
        lock (_gate)
            _closed = true;
        remove(this);
    }

    private async Task CallAsync()
    {
        do
        {
            try
            {
                await onChange();
            }
            catch (ObjectDisposedException)
            {
                // The page went away between the notice and the call: nobody is left to tell.
            }
            catch (Exception e)
            {
                failed(e);
            }
        }
        while (Again());
    }

    private bool Again()
    {
        lock (_gate)
        {
            _running = _again && !_closed;
            _again = false;
            return _running;
        }
    }
}
