using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Intake.Bodies;

/// <summary>Memory for bodies that are being received. Past it requests are turned away instead of the process running out.</summary>
internal sealed class BodyBudget(IOptions<IntakeOptions> options)
{
    private const int Bodies = 8;

    private readonly long _most = (long)options.Value.MaxRequestBytes * Bodies;
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
