using System.Globalization;
using Microsoft.AspNetCore.Identity;
using TriageConsole.Data.Model;
using TriageConsole.Domain;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.FirstStart;

namespace TriageConsole.Web.Features.Users;

/// <summary>What admins do to accounts. Each runs in a scope of its own: a circuit's scope lives for hours and its context would go stale.</summary>
public sealed partial class PeopleCommands(IServiceScopeFactory scopes, ILogger<PeopleCommands> logger)
{
    /// <summary>Adds a person with a one-time password.</summary>
    public Task<PeopleOutcome> CreateAsync(Actor actor, string name, string role) => RunAsync(actor, async users =>
    {
        if (!Roles.All.Contains(role, Comparers.Id))
            return PeopleOutcome.Refused("Choose a role.");
        var password = OneTimePassword.Create();
        var user = new UserRow { UserName = name.Trim(), MustChangePassword = true };
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded)
            return PeopleOutcome.Refused(created.Sentence());
        (await users.AddToRoleAsync(user, role)).OrThrow();
        Log.Created(logger, actor.Id, user.Id, role);
        return new(Fault: null, password);
    });

    /// <summary>Gives a person exactly this role. They are signed out to take it up.</summary>
    public Task<PeopleOutcome> SetRoleAsync(Actor actor, long userId, string role) => OnOtherAsync(actor, userId, async (users, user) =>
    {
        if (!Roles.All.Contains(role, Comparers.Id))
            return PeopleOutcome.Refused("Choose a role.");
        var held = await users.GetRolesAsync(user);
        if (held.Contains(role, Comparers.Id) && held.Count == 1)
            return PeopleOutcome.Done;
        if (!held.Contains(role, Comparers.Id))
            (await users.AddToRoleAsync(user, role)).OrThrow();
        (await users.RemoveFromRolesAsync(user, held.Where(other => other != role))).OrThrow();
        (await users.UpdateSecurityStampAsync(user)).OrThrow();
        Log.RoleSet(logger, actor.Id, user.Id, role);
        return PeopleOutcome.Done;
    });

    /// <summary>Replaces a password by a one-time one, and lifts a lock-out by wrong passwords.</summary>
    public Task<PeopleOutcome> ResetPasswordAsync(Actor actor, long userId) => OnOtherAsync(actor, userId, async (users, user) =>
    {
        var password = OneTimePassword.Create();
        user.MustChangePassword = true;
        await users.ReplacePasswordAsync(user, password);
        (await users.ResetAccessFailedCountAsync(user)).OrThrow();
        if (!UserAccounts.IsDisabled(user))
            (await users.SetLockoutEndDateAsync(user, null)).OrThrow();
        Log.PasswordReset(logger, actor.Id, user.Id);
        return new(Fault: null, password);
    });

    /// <summary>Closes an account, or opens it again. What the person did stays theirs; nothing is deleted.</summary>
    public Task<PeopleOutcome> SetDisabledAsync(Actor actor, long userId, bool disabled) => OnOtherAsync(actor, userId, async (users, user) =>
    {
        if (disabled)
            await users.DisableAsync(user);
        else
            (await users.SetLockoutEndDateAsync(user, null)).OrThrow();
        Log.DisabledSet(logger, actor.Id, user.Id, disabled);
        return PeopleOutcome.Done;
    });

    // An admin cannot do these to themselves, so that one admin always remains.
    private Task<PeopleOutcome> OnOtherAsync(Actor actor, long userId, Func<UserManager<UserRow>, UserRow, Task<PeopleOutcome>> change) =>
        RunAsync(actor, async users =>
        {
            if (userId == actor.Id)
                return PeopleOutcome.Refused("Another admin must do this to your own account.");
            return await users.FindByIdAsync(userId.ToString(CultureInfo.InvariantCulture)) is { } user
                ? await change(users, user)
                : PeopleOutcome.Refused("This account does not exist any more.");
        });

    private async Task<PeopleOutcome> RunAsync(Actor actor, Func<UserManager<UserRow>, Task<PeopleOutcome>> change)
    {
        Permissions.Require(actor, Policies.ManagePeople);
        await using var scope = scopes.CreateAsyncScope();
        return await change(scope.ServiceProvider.GetRequiredService<UserManager<UserRow>>());
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} added user {UserId} as {Role}.")]
        public static partial void Created(ILogger logger, long actorId, long userId, string role);

        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} gave user {UserId} the role {Role}.")]
        public static partial void RoleSet(ILogger logger, long actorId, long userId, string role);

        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} reset the password of user {UserId}.")]
        public static partial void PasswordReset(ILogger logger, long actorId, long userId);

        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} set user {UserId} disabled: {Disabled}.")]
        public static partial void DisabledSet(ILogger logger, long actorId, long userId, bool disabled);
    }
}
