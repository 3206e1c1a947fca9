namespace TriageConsole.Web.Live;

/// <summary>One subscriber: called on a pool thread, one call at a time, its failures kept to itself.</summary>
internal sealed class Subscription(Func<Task> onChange, Action<Exception> failed, Action<Subscription> remove) : IDisposable
{
    private readonly Lock gate = new();
    private bool running;
    private bool again;
    private bool closed;

    public void Ring()
    {
        lock (gate)
        {
            if (closed)
                return;
            if (running)
            {
                again = true;
                return;
            }

            running = true;
        }

        _ = Task.Run(CallAsync);
    }

    public void Dispose()
    {
        lock (gate)
            closed = true;
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
        lock (gate)
        {
            running = again && !closed;
            again = false;
            return running;
        }
    }
}
