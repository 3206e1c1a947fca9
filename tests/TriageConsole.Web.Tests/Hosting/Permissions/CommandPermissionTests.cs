using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Hosting.Permissions;

/// <summary>Every command of the console for every role, on the console as it is put together.</summary>
public sealed class CommandPermissionTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    // They ask for nothing and start work that outlasts the test; that they let an admin in has tests of its own.
    private static readonly HashSet<string> _startWork = ["SelfTestCommands.Run", "RetentionCommands.Run", "RejudgeCommands.JudgeAgainAsync"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var row in CommandPermissions.Rows)
            {
                foreach (var role in Roles.All)
                    cases.Add(row.Command, role);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Command_ByEachRole_IsAsTheTableSays(string command, string role)
    {
        var row = CommandPermissions.Rows.Single(row => row.Command == command);
        if (row.Lets(role) && _startWork.Contains(command))
            return;
        foreach (var method in Commands().Where(method => NameOf(method) == command))
            Assert.Equal(row.Lets(role), await IsLetInAsync(method, role));
    }

    [Fact]
    public void Table_EveryMethodThatTakesAnActor_HasOneRowAndTheOtherWayRound()
    {
        var commands = Commands().Select(NameOf).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Equal(CommandPermissions.Rows.Select(row => row.Command).Order(StringComparer.Ordinal), commands);
    }

    [Fact]
    public void Commands_OfTheConsole_AreFound() => Assert.True(Commands().Count() > 60);

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    // Pages take nobody's word for who asks; whatever else a page can call and that takes an actor acts for that actor.
    private static IEnumerable<MethodInfo> Commands() => typeof(AppRoutes).Assembly.GetTypes()
        .Where(type => type is { IsPublic: true, IsClass: true } && !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => method.Name != nameof(Equals) && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Actor));

    /// <summary>Whatever comes of it but a denial lets in: it is given nothing that it could work on.</summary>
    private async Task<bool> IsLetInAsync(MethodInfo method, string role)
    {
        await using var scope = console.Services.CreateAsyncScope();
        var command = scope.ServiceProvider.GetRequiredService(method.DeclaringType!);
        var arguments = method.GetParameters().Select((parameter, at) => at == 0 ? new Actor(1, "someone", [role], Address: null) : Nothing(parameter)).ToArray();
        try
        {
            if (method.Invoke(command, arguments) is Task task)
                await task;
            return true;
        }
        catch (TargetInvocationException e) when (e.InnerException is PermissionDeniedException)
        {
            return false;
        }
        catch (PermissionDeniedException)
        {
            return false;
        }
        catch (Exception e) when (e is TargetInvocationException or ArgumentException or NullReferenceException or InvalidOperationException)
        {
            return true;
        }
    }

    private static object? Nothing(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(CancellationToken) => TestContext.Current.CancellationToken,
        var type when type == typeof(string) => string.Empty,
        { IsValueType: true } type => Activator.CreateInstance(type),
        { IsInterface: true } => null,
        _ => null,
    };
}
