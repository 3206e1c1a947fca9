using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Sending;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>One attempt within its time, whatever happens in it, ended as a value that can be stored and shown.</summary>
public sealed class Attempt(TimeProvider time)
{
    public async Task<DeliveryOutcome> MakeAsync(
        IEscalationTarget target, TargetSettings settings, Delivery delivery, TimeSpan limit, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var clock = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, clock.Token);
        var outcome = await SendAsync(target, settings, delivery, limit, both.Token, cancel);
        return outcome switch
        {
            DeliveryOutcome.Delivered done => done with { Answer = AnswerText.Clean(done.Answer, settings) },
            DeliveryOutcome.Again again => again with { Reason = AnswerText.Clean(again.Reason, settings) },
            DeliveryOutcome.Refused refused => refused with { Reason = AnswerText.Clean(refused.Reason, settings) },
            _ => outcome,
        };
    }

    private static async Task<DeliveryOutcome> SendAsync(
        IEscalationTarget target, TargetSettings settings, Delivery delivery, TimeSpan limit, CancellationToken both, CancellationToken outer)
    {
        try
        {
            return await target.SendAsync(settings, delivery, both);
        }
        catch (OperationCanceledException) when (outer.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (both.IsCancellationRequested && (e is OperationCanceledException || ConnectFaults.OutcomeOf(e) is not null))
        {
            return new DeliveryOutcome.Again(FormattableString.Invariant($"No answer within {limit.TotalSeconds:0} seconds."));
        }
        catch (Exception e) when (ConnectFaults.OutcomeOf(e) is { } outcome)
        {
            return outcome;
        }
        catch (Exception e)
        {
            // One kind of target with a bug must not take the others with it; its words could hold a secret.
            return new DeliveryOutcome.Again($"The attempt failed: {e.GetType().Name}.");
        }
    }
}
