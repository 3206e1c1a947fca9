namespace TriageConsole.Web.Features.Imports;

/// <summary>How far the receiving of some files is.</summary>
/// <param name="files">How many.</param>
/// <param name="total">Bytes of all.</param>
/// <param name="started">When it began, as the clock counts.</param>
/// <param name="shown">Called now and then as bytes arrive.</param>
internal sealed class Transfer(int files, long total, long started, Action shown) : IProgress<long>
{
    private const long ShownEvery = 1024 * 1024;

    private long _before;
    private long _shown;

    public int Files => files;

    public long OfFile { get; private set; }

    public int Percent => total <= 0 ? 0 : (int)Math.Clamp((_before + OfFile) * 100 / total, 0, 100);

    public void Begin() => (OfFile, _shown) = (0, 0);

    public void End(long size) => (_before, OfFile) = (_before + size, 0);

    public void Report(long value)
    {
        OfFile = value;
        if (value - _shown < ShownEvery)
            return;
        _shown = value;
        shown();
    }

    /// <summary>Rate and time left, in words.</summary>
    public string Pace(TimeProvider clock)
    {
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        var done = _before + OfFile;
        if (seconds < 1 || done == 0)
            return "starting";
        var perSecond = done / seconds;
        return $"{ImportWords.Bytes((long)perSecond)}/s · {ImportWords.Span(TimeSpan.FromSeconds(Math.Max(0, total - done) / perSecond))} left";
    }
}
