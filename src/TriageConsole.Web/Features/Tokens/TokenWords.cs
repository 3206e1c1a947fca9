using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Tokens;

/// <summary>What a token may do, in words.</summary>
public static class TokenWords
{
    public static string Of(TokenScopes scopes) => scopes.HasFlag(TokenScopes.Intake) ? "hand in events" : "nothing";
}
