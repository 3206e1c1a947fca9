using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using TriageConsole.Web.Hosting.FirstStart;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Hosting;

/// <summary>Builds, prepares and runs the console.</summary>
public static class WebHost
{
    private const string DefaultAddress = "http://localhost:5080";

    private static readonly string[] _addressKeys = ["urls", "http_ports", "https_ports"];

    public static async Task<int> RunAsync(ServeArguments arguments, CancellationToken cancellationToken)
    {
        await using var app = Build(arguments);
        List<string> faults = [.. SettingsCheck.Faults(app.Services)];
        if (arguments.Demo && !app.Environment.IsDevelopment())
            faults.Add("--demo prints passwords that open the console; it works in the Development environment only.");
        if (faults.Count > 0)
        {
            await Console.Error.WriteLineAsync($"The console cannot start:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(fault => "  " + fault))}");
            return CommandLine.Unusable;
        }

        app.Services.GetRequiredService<StorageFolder>().Create();
        var notes = await Preparation.RunAsync(app.Services, arguments.Demo, cancellationToken);
        app.Lifetime.ApplicationStarted.Register(() => Console.Out.Write(StartBanner.Compose(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [],
            app.Services.GetRequiredService<StorageFolder>(),
            app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value,
            notes)));
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"The console cannot start: {e.Message} Stop the other program or give another address with --urls=http://localhost:PORT.");
            return CommandLine.Unusable;
        }
    }

    private static WebApplication Build(ServeArguments arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. arguments.Settings],

            // Started from another folder the console must still find its own settings and style sheets.
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Without it an unpublished build outside Development answers 200 with empty style sheets; a published one is not touched.
        builder.WebHost.UseStaticWebAssets();
        if (!NamesAnAddress(builder.Configuration))
            builder.WebHost.UseUrls(DefaultAddress);

        builder.AddConsole();
        var app = builder.Build();
        app.UseConsole();
        return app;
    }

    private static bool NamesAnAddress(ConfigurationManager settings) =>
        _addressKeys.Any(key => !string.IsNullOrEmpty(settings[key]))
        || settings.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
