using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>
/// The real console on a real port, with a database and a storage folder of its own that go with it. A class fixture: the
/// tests of one class share one console.
/// </summary>
public class ConsoleServer : Xunit.IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-browser-").FullName;
    private readonly Dictionary<string, string> _signedIn = new(StringComparer.Ordinal);
    private Program? _running;

    /// <summary>Password of everyone below; new on every run.</summary>
    public string Password { get; } = $"{Convert.ToHexString(RandomNumberGenerator.GetBytes(10))}-aZ9";

    /// <summary>The one-time password of the first admin.</summary>
    public string FirstPassword { get; } = $"{Convert.ToHexString(RandomNumberGenerator.GetBytes(10))}-bY8";

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => (_running ?? throw new InvalidOperationException("The console is not running.")).Services;

    /// <summary>Cookies of people who signed in before, so that the sign-in limit is left to the test that is about it.</summary>
    public IDictionary<string, string> SignedIn => _signedIn;

    /// <summary>The person of a role that the fixture makes.</summary>
    public static string PersonOf(string role) => "test-" + role.ToLowerInvariant();

    public async ValueTask InitializeAsync()
    {
        Start(0);
        await PrepareAsync();
    }

    /// <summary>Stops the console and starts it again at the same address on what it stored.</summary>
    public async Task RestartAsync()
    {
        await _running!.DisposeAsync();
        Start(new Uri(Address).Port);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_running is not null)
            await _running.DisposeAsync();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A last write of a job; the folder is in the system's temp and goes with it.
        }
    }

    /// <summary>Settings beside the folder and the password.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    /// <summary>Takes the place of parts of the console; of none by default.</summary>
    protected virtual void Replace(IServiceCollection services)
    {
    }

    /// <summary>What must be there before the first test: a person of each role, beside the first admin.</summary>
    protected virtual async Task PrepareAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<UserRow>>();
        foreach (var role in Roles.All)
        {
            var person = new UserRow { UserName = PersonOf(role) };
            Check(await people.CreateAsync(person, Password));
            Check(await people.AddToRoleAsync(person, role));
        }
    }

    private void Start(int port)
    {
        _running = new Program(_folder, FirstPassword, Settings, Replace);
        _running.UseKestrel(port);
        _running.StartServer();
        Address = _running.ClientOptions.BaseAddress.ToString().TrimEnd('/');
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Description)));
    }

    private sealed class Program(string folder, string firstPassword, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> replace) : WebApplicationFactory<global::Program>
    {
        protected override IHost CreateHost(IHostBuilder builder)
        {
            // Given to the program as its own command line, as an operator would.
            builder.ConfigureHostConfiguration(all => all.AddInMemoryCollection(new Dictionary<string, string?>(settings)
            {
                ["Storage:Folder"] = folder,
                ["TRIAGE_ADMIN_PASSWORD"] = firstPassword,
                ["Logging:LogLevel:Default"] = "Warning",
            }));
            return base.CreateHost(builder);
        }

        // An unpublished build serves its style sheets in Development only.
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Development").ConfigureTestServices(replace);
    }
}
