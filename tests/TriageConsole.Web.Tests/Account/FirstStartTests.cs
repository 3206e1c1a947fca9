using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Hosting.FirstStart;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Account;

public sealed class FirstStartTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    [Fact]
    public async Task Preparation_DemoThenNot_OpensOnePersonPerRoleAndClosesThem()
    {
        var first = await Preparation.RunAsync(console.Services, demo: true, TestContext.Current.CancellationToken);
        var second = await Preparation.RunAsync(console.Services, demo: true, TestContext.Current.CancellationToken);

        var demo = second.Where(note => note.UserName.StartsWith("demo-", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, demo.Count);
        foreach (var note in demo)
        {
            Assert.False(await OpensAsync(note.UserName, first.Single(before => before.UserName == note.UserName).Password!));
            Assert.True(await OpensAsync(note.UserName, note.Password!));
        }

        await Preparation.RunAsync(console.Services, demo: false, TestContext.Current.CancellationToken);
        foreach (var note in demo)
            Assert.False(await OpensAsync(note.UserName, note.Password!));
    }

    [Fact]
    public async Task OpenAsync_SomebodysOwnAccountHasADemoName_IsLeftAlone()
    {
        await using var scope = console.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<UserRow>>();
        if (await users.FindByNameAsync("demo-manager") is { } present)
            (await users.DeleteAsync(present)).OrThrow();
        await console.AddPersonAsync("demo-manager", Roles.Manager);

        var notes = await scope.ServiceProvider.GetRequiredService<DemoPeople>().OpenAsync();

        Assert.DoesNotContain(notes, note => note.UserName == "demo-manager");
        Assert.True(await OpensAsync("demo-manager", console.Password));
        await using var after = console.Services.CreateAsyncScope();
        var again = after.ServiceProvider.GetRequiredService<UserManager<UserRow>>();
        (await again.DeleteAsync((await again.FindByNameAsync("demo-manager"))!)).OrThrow();
    }

    [Fact]
    public void Create_ManyTimes_NeverRepeatsAndHoldsToTheRule()
    {
        var passwords = Enumerable.Range(0, 1000).Select(_ => OneTimePassword.Create()).ToList();

        Assert.Equal(passwords.Count, passwords.Distinct(StringComparer.Ordinal).Count());
        Assert.All(passwords, password => Assert.True(password.Length >= IdentitySetup.MinimumPasswordLength));
    }

    private async Task<bool> OpensAsync(string name, string password)
    {
        await using var scope = console.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<UserRow>>();
        return await users.FindByNameAsync(name) is { } user && !await users.IsLockedOutAsync(user) && await users.CheckPasswordAsync(user, password);
    }
}
