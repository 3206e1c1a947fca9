using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Intake.Bodies;

/// <summary>Memory for bodies that are being received. Past it requests are turned away instead of the process running out.</summary>
internal sealed class BodyBudget(IOptions<IntakeOptions> options)
{
    private const int Bodies = 8;
    private const long Least = 64 * 1024 * 1024;

    private readonly long _most = Math.Max((long)options.Value.MaxRequestBytes * Bodies, Least);
    private long _taken;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= _most)
            return true;
        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
