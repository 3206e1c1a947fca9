using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>The real console under Kestrel on a folder, as it runs in production, with an analyst who can sign in.</summary>
internal sealed class ScreenConsole : IAsyncDisposable
{
    public const string Analyst = "screen-analyst";

    private readonly Host _running;

    public ScreenConsole(string folder)
    {
        _running = new Host(folder, NewPassword());
        _running.UseKestrel(0);
        _running.StartServer();
        Address = _running.ClientOptions.BaseAddress.ToString().TrimEnd('/');
    }

    /// <summary>New on every run.</summary>
    public string Password { get; } = NewPassword();

    public string Address { get; }

    public IServiceProvider Services => _running.Services;

    public async Task AddAnalystAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<UserRow>>();
        if (await people.FindByNameAsync(Analyst) is { } known)
        {
            // Left by an earlier run on this folder.
            Check(await people.RemovePasswordAsync(known));
            Check(await people.AddPasswordAsync(known, Password));
            return;
        }

        var person = new UserRow { UserName = Analyst };
        Check(await people.CreateAsync(person, Password));
        Check(await people.AddToRoleAsync(person, Roles.Analyst));
    }

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    private static string NewPassword() => $"{Convert.ToHexString(RandomNumberGenerator.GetBytes(10))}-aZ9";

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
    }

    private sealed class Host(string folder, string firstPassword) : WebApplicationFactory<global::Program>
    {
        protected override IHost CreateHost(IHostBuilder builder)
        {
            builder.ConfigureHostConfiguration(all => all.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Storage:Folder"] = folder,
                ["TRIAGE_ADMIN_PASSWORD"] = firstPassword,
                ["Logging:LogLevel:Default"] = "Warning",
            }));
            return base.CreateHost(builder);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Production");
    }
}
