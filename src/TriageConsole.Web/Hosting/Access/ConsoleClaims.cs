using System.Security.Claims;

namespace TriageConsole.Web.Hosting.Access;

/// <summary>Claims of our own.</summary>
public static class ConsoleClaims
{
    private const string Password = "triage:password";
    private const string MustChange = "must-change";
    private const string Account = "triage:account";
    private const string Demo = "demo";

    public static Claim MustChangePasswordClaim { get; } = new(Password, MustChange);

    /// <summary>Marks an account that <c>--demo</c> made, so that a start without it can close it.</summary>
    public static Claim DemoClaim { get; } = new(Account, Demo);

    public static bool MustChangePassword(ClaimsPrincipal principal) => principal.HasClaim(Password, MustChange);

    public static bool IsDemo(Claim claim) => claim is { Type: Account, Value: Demo };
}
