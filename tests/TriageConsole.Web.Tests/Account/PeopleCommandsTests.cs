using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Users;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Account;

public sealed class PeopleCommandsTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    private static readonly Actor _admin = new(long.MaxValue, "root", [Roles.Admin], Address: null);

    [Theory]
    [InlineData(Roles.Analyst)]
    [InlineData(Roles.Manager)]
    public async Task EachCommand_BehindThePageWithoutTheRole_IsDenied(string role)
    {
        var actor = new Actor(1, "someone", [role], Address: null);

        await WithAsync(async (commands, _) =>
        {
            await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.CreateAsync(actor, "x", Roles.Admin));
            await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.SetRoleAsync(actor, 1, Roles.Admin));
            await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.ResetPasswordAsync(actor, 1));
            await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.SetDisabledAsync(actor, 1, disabled: true));
        });
    }

    [Fact]
    public async Task CreateAsync_NewName_IsListedWithAPasswordToChange() => await WithAsync(async (commands, queries) =>
    {
        var outcome = await commands.CreateAsync(_admin, " nora ", Roles.Manager);

        Assert.Null(outcome.Fault);
        var nora = await FindAsync(queries, "nora");
        Assert.Equal([Roles.Manager], nora.Roles);
        Assert.True(nora.MustChangePassword);
        Assert.NotNull(outcome.Password);
    });

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", Roles.Analyst)]
    [InlineData("", Roles.Analyst)]
    [InlineData("test-analyst", Roles.Analyst)]
    [InlineData("fine", "Owner")]
    public async Task CreateAsync_UnusableNameOrRole_SaysWhy(string name, string role) => await WithAsync(async (commands, _) =>
    {
        var outcome = await commands.CreateAsync(_admin, name, role);

        Assert.False(string.IsNullOrEmpty(outcome.Fault));
        Assert.Null(outcome.Password);
    });

    [Fact]
    public async Task SetRoleAndDisabled_OfAnother_AreKept() => await WithAsync(async (commands, queries) =>
    {
        await commands.CreateAsync(_admin, "olga", Roles.Analyst);
        var olga = await FindAsync(queries, "olga");

        Assert.Null((await commands.SetRoleAsync(_admin, olga.Id, Roles.Admin)).Fault);
        Assert.Null((await commands.SetDisabledAsync(_admin, olga.Id, disabled: true)).Fault);
        var changed = await FindAsync(queries, "olga");
        Assert.Equal([Roles.Admin], changed.Roles);
        Assert.True(changed.Disabled);

        Assert.Null((await commands.SetDisabledAsync(_admin, olga.Id, disabled: false)).Fault);
        Assert.False((await FindAsync(queries, "olga")).Disabled);
    });

    [Fact]
    public async Task EachCommand_OnOnesOwnAccountOrNobody_ChangesNothing() => await WithAsync(async (commands, _) =>
    {
        Assert.NotNull((await commands.SetRoleAsync(_admin, _admin.Id, Roles.Analyst)).Fault);
        Assert.NotNull((await commands.SetDisabledAsync(_admin, _admin.Id, disabled: true)).Fault);
        Assert.NotNull((await commands.ResetPasswordAsync(_admin, 987_654)).Fault);
    });

    private static async Task<Person> FindAsync(PeopleQueries queries, string name) =>
        Assert.Single(await queries.ListAsync(TestContext.Current.CancellationToken), person => person.Name == name);

    private async Task WithAsync(Func<PeopleCommands, PeopleQueries, Task> test)
    {
        await using var scope = console.Services.CreateAsyncScope();
        await test(scope.ServiceProvider.GetRequiredService<PeopleCommands>(), scope.ServiceProvider.GetRequiredService<PeopleQueries>());
    }
}
