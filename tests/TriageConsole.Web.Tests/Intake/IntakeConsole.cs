using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Tokens;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

/// <summary>The real console with a spool that turns over quickly, and tokens. A class fixture.</summary>
public sealed class IntakeConsole : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const int MaxRequestBytes = 64 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-intake-").FullName;

    private readonly (string Key, string Value)[] _settings;

    public IntakeConsole()
        : this([])
    {
    }

    /// <summary>One with settings of its own, which whoever makes it starts and ends.</summary>
    internal IntakeConsole(params (string Key, string Value)[] settings) => _settings = settings;

    /// <summary>May hand in events.</summary>
    public string Token { get; private set; } = string.Empty;

    public string SpoolFolder => Path.Combine(_folder, "spool");

    public async ValueTask InitializeAsync() => Token = await AddTokenAsync("collector", TokenScopes.Intake);

    public async Task<string> AddTokenAsync(string name, TokenScopes scopes, bool revoked = false)
    {
        var secret = TokenSecret.Create();
        await using var db = Database().CreateDbContext();
        db.ApiTokens.Add(new()
        {
            Name = name,
            SecretSha256 = TokenSecret.Hash(secret),
            Scopes = scopes,
            CreatedBy = "test",
            CreatedUtc = DateTime.UnixEpoch,
            RevokedUtc = revoked ? DateTime.UnixEpoch : null,
        });
        await db.SaveChangesAsync();
        return secret;
    }

    public IDbContextFactory<TriageContext> Database() => Services.GetRequiredService<IDbContextFactory<TriageContext>>();

    /// <summary>Sends a body with the good token.</summary>
    public Task<HttpResponseMessage> PostAsync(string address, string body, string? authorization = null, string? encoding = null) =>
        PostAsync(address, Encoding.UTF8.GetBytes(body), authorization ?? $"Bearer {Token}", encoding);

    /// <param name="authorization">The header as it is; null for none.</param>
    public async Task<HttpResponseMessage> PostAsync(string address, byte[] body, string? authorization, string? encoding = null)
    {
        using var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string? authorization, string? accept = null)
    {
        using var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        using var request = new HttpRequestMessage(method, address);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (accept is not null)
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>Waits until a process of that command line was imported.</summary>
    public async Task AssertImportedAsync(string command)
    {
        var deadline = TimeSpan.FromSeconds(60);
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < deadline)
        {
            if (await HasAsync(command))
                return;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"No process with the command line {command} was imported.");
    }

    public async Task<bool> HasAsync(string command)
    {
        await using var db = Database().CreateDbContext();
        return await db.Processes.AnyAsync(p => p.CommandLine!.Value == command, TestContext.Current.CancellationToken);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        Configure(builder);
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
    }

    private void Configure(IWebHostBuilder builder) => builder
        .UseEnvironment("Production")
        .UseSetting("Storage:Folder", _folder)
        .UseSetting("Intake:MaxRequestBytes", MaxRequestBytes.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .UseSetting("Intake:SealSeconds", "0.2")
        .UseSetting("Logging:LogLevel:Default", "Error");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
