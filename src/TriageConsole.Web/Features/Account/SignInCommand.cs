using Microsoft.AspNetCore.Identity;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Account;

/// <summary>Checks a name and password and sets the cookie. Answers the same, in about the same time, whether or not the name exists.</summary>
public sealed partial class SignInCommand(SignInManager<UserRow> signIn, UserManager<UserRow> users, ILogger<SignInCommand> logger)
{
    public const string Refusal =
        "That name and password do not open this console. After five wrong passwords an account stays locked for ten minutes; an admin can also have disabled it.";

    // Verified for names that do not exist, so that they take as long as those that do.
    private static readonly string _decoyHash = new PasswordHasher<UserRow>().HashPassword(new UserRow(), Guid.NewGuid().ToString());

    public async Task<bool> RunAsync(string userName, string password)
    {
        if (await users.FindByNameAsync(userName) is not { } user)
        {
            users.PasswordHasher.VerifyHashedPassword(new UserRow(), _decoyHash, password);
            Log.UnknownName(logger);
            return false;
        }

        var result = await signIn.PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
            Log.SignedIn(logger, user.Id);
        else if (result.IsLockedOut)
            Log.LockedOut(logger, user.Id);
        else
            Log.WrongPassword(logger, user.Id);
        return result.Succeeded;
    }

    // Names are not logged: people type passwords into the name field.
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "User {UserId} signed in.")]
        public static partial void SignedIn(ILogger logger, long userId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "User {UserId} is locked out or disabled and tried to sign in.")]
        public static partial void LockedOut(ILogger logger, long userId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Wrong password for user {UserId}.")]
        public static partial void WrongPassword(ILogger logger, long userId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in with an unknown user name was refused.")]
        public static partial void UnknownName(ILogger logger);
    }
}
