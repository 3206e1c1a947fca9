using System.Net.Sockets;
using System.Security.Authentication;

namespace TriageConsole.Web.Features.Escalation.Targets.Sending;

/// <summary>What a fault of connecting or sending means for the delivery.</summary>
public static class ConnectFaults
{
    /// <summary>The outcome; null for what is no such fault and must not be hidden.</summary>
    public static DeliveryOutcome? OutcomeOf(Exception fault)
    {
        for (var at = fault; at is not null; at = at.InnerException)
        {
            switch (at)
            {
                case DestinationRefusedException refused:
                    return new DeliveryOutcome.Refused(refused.Message);
                case AuthenticationException:
                    // An expired or foreign certificate takes a person; waiting does not mend it.
                    return new DeliveryOutcome.Refused($"The target's certificate was not accepted: {at.Message}");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData }:
                    return new DeliveryOutcome.Again("The target's name is not known.");
                case SocketException socket:
                    return new DeliveryOutcome.Again($"No connection: {socket.SocketErrorCode}.");
            }
        }

        return fault is IOException or HttpRequestException ? new DeliveryOutcome.Again($"The connection broke: {fault.Message}") : null;
    }
}
