namespace TriageConsole.Web.Features.Users;

/// <summary>What a command on a person came to.</summary>
/// <param name="Fault">Why nothing was changed, for people; null when it was done.</param>
/// <param name="Password">The one-time password to hand over, shown once.</param>
public sealed record PeopleOutcome(string? Fault, string? Password = null)
{
    public static PeopleOutcome Done { get; } = new(Fault: null);

    public static PeopleOutcome Refused(string why) => new(why);
}
