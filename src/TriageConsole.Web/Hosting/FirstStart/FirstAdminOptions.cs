using Microsoft.Extensions.Options;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Hosting.FirstStart;

/// <summary>The first admin's password, where the operator chose it.</summary>
public sealed record FirstAdminOptions
{
    public const string PasswordVariable = "TRIAGE_ADMIN_PASSWORD";

    /// <summary>Empty: a random one is made and printed.</summary>
    public string Password { get; set; } = string.Empty;
}

public sealed class FirstAdminOptionsCheck : IValidateOptions<FirstAdminOptions>
{
    public ValidateOptionsResult Validate(string? name, FirstAdminOptions options)
    {
        if (options.Password.Length == 0)
            return ValidateOptionsResult.Success;
        return options.Password.Length < IdentitySetup.MinimumPasswordLength
            || options.Password.Distinct().Count() < IdentitySetup.MinimumUniqueCharacters
                ? ValidateOptionsResult.Fail($"{FirstAdminOptions.PasswordVariable} is too weak: {IdentitySetup.PasswordRule}")
                : ValidateOptionsResult.Success;
    }
}
