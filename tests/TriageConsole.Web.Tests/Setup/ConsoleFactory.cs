using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;
using Xunit;

namespace TriageConsole.Web.Tests.Setup;

/// <summary>The real console on a SQLite file of its own, with one person per role. A class fixture.</summary>
public sealed partial class ConsoleFactory : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-web-").FullName;

    /// <summary>Password of everyone but the first admin.</summary>
    public string Password { get; } = Secret();

    /// <summary>The first admin's, which must be changed.</summary>
    public string FirstPassword { get; } = Secret();

    public static string NameOf(string role) => "test-" + role.ToLowerInvariant();

    public async ValueTask InitializeAsync()
    {
        foreach (var role in Roles.All)
            await AddPersonAsync(NameOf(role), role);
    }

    public async Task AddPersonAsync(string name, string role)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<UserRow>>();
        var person = new UserRow { UserName = name };
        (await users.CreateAsync(person, Password)).OrThrow();
        (await users.AddToRoleAsync(person, role)).OrThrow();
    }

    /// <summary>A browser that follows no redirects and is signed in as the role's person; null: not signed in.</summary>
    public async Task<HttpClient> ClientForAsync(string? role)
    {
        var client = Browser();
        if (role is not null)
            Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(client, NameOf(role), Password)).StatusCode);
        return client;
    }

    /// <summary>A browser of nobody.</summary>
    public HttpClient Browser()
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password, string address = AppRoutes.SignIn) =>
        PostFormAsync(client, address, "sign-in", ("Form.UserName", name), ("Form.Password", password));

    /// <summary>Loads the page, takes its token, posts its form: as a browser does.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string address, string? form, params (string Name, string Value)[] fields)
    {
        var page = await client.GetStringAsync(address, TestContext.Current.CancellationToken);
        List<KeyValuePair<string, string>> sent = [new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)];
        if (form is not null)
            sent.Add(new("_handler", form));
        sent.AddRange(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var content = new FormUrlEncodedContent(sent);
        return await client.PostAsync(address, content, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    public static partial Regex Token();

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
        .UseEnvironment("Production")
        .UseSetting("Storage:Folder", _folder)
        .UseSetting("TRIAGE_ADMIN_PASSWORD", FirstPassword)
        .UseSetting("Logging:LogLevel:Default", "Error");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Secret() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12)) + "-aZ9";
}
