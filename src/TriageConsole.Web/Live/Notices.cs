namespace TriageConsole.Web.Live;

/// <summary>
/// Says that something changed, to every open page of this process, at most every <see cref="Interval"/> for each topic:
/// the first notice goes out at once, later ones within the interval as one at its end, so that the last is never lost.
/// </summary>
public sealed partial class Notices(TimeProvider clock, ILogger<Notices> logger) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<Topic, Channel> _channels = Enum.GetValues<Topic>().ToDictionary(topic => topic, _ => new Channel());

    /// <summary>Never waits and never throws, whatever the subscribers do.</summary>
    public void Publish(Topic topic)
    {
        var channel = _channels[topic];
        lock (channel)
        {
            if (channel.Quiet is not null)
            {
                channel.Missed = true;
                return;
            }

            StartQuiet(channel);
        }

        Ring(channel);
    }

    /// <summary>
    /// Calls back after each notice, on a pool thread; never twice at once: what arrives while a callback runs makes one
    /// more call after it. Dispose to stop.
    /// </summary>
    public IDisposable Subscribe(Topic topic, Func<Task> onChange)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        var channel = _channels[topic];
        var subscription = new Subscription(onChange, e => Log.SubscriberFailed(logger, topic, e), channel.Remove);
        channel.Add(subscription);
        return subscription;
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            lock (channel)
            {
                channel.Quiet?.Dispose();
                channel.Quiet = null;
            }
        }
    }

    private void StartQuiet(Channel channel) =>
        channel.Quiet = clock.CreateTimer(_ => EndQuiet(channel), null, Interval, Timeout.InfiniteTimeSpan);

    private void EndQuiet(Channel channel)
    {
        lock (channel)
        {
            channel.Quiet?.Dispose();
            channel.Quiet = null;
            if (!channel.Missed)
                return;
            channel.Missed = false;
            StartQuiet(channel);
        }

        Ring(channel);
    }

    private static void Ring(Channel channel)
    {
        foreach (var subscription in channel.Subscriptions())
            subscription.Ring();
    }

    private sealed class Channel
    {
        private readonly List<Subscription> _subscriptions = [];

        /// <summary>Runs while a notice went out less than an interval ago. Guarded by the channel's lock.</summary>
        public ITimer? Quiet { get; set; }

        /// <summary>A notice came during the quiet time. Guarded by the channel's lock.</summary>
        public bool Missed { get; set; }

        public void Add(Subscription subscription)
        {
            lock (_subscriptions)
                _subscriptions.Add(subscription);
        }

        public void Remove(Subscription subscription)
        {
            lock (_subscriptions)
                _subscriptions.Remove(subscription);
        }

        public Subscription[] Subscriptions()
        {
            lock (_subscriptions)
                return [.. _subscriptions];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber to {Topic} failed; the others were told.")]
        public static partial void SubscriberFailed(ILogger logger, Topic topic, Exception exception);
    }
}
