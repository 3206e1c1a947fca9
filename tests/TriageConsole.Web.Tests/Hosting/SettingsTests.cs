using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Web.Hosting;
using TriageConsole.Web.Hosting.Settings;
using Xunit;

namespace TriageConsole.Web.Tests.Hosting;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Faults_SeveralWrongSettings_AreAllToldWithTheirKeys()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, string.Empty);

        var faults = FaultsOf(("Database:Provider", "oracle"), ("Storage:Folder", Path.Combine(file, "below")), ("TRIAGE_ADMIN_PASSWORD", "short"));

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("Database:Provider", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Storage:Folder", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("TRIAGE_ADMIN_PASSWORD", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sqlite", "")]
    [InlineData("SQLite", "Data Source=elsewhere.db")]
    [InlineData("postgres", "Host=localhost;Database=triage;Username=triage")]
    public void Faults_UsableSettings_AreNone(string provider, string connectionString) =>
        Assert.Empty(FaultsOf(("Database:Provider", provider), ("Database:ConnectionString", connectionString), ("Storage:Folder", _folder)));

    [Theory]
    [InlineData("postgres", "")]
    [InlineData("postgres", "Nonsense=1;Password=secret-word")]
    [InlineData("sqlite", "Nonsense=1;Password=secret-word")]
    public void Faults_UnusableConnectionString_AreToldWithoutItsPassword(string provider, string connectionString)
    {
        var fault = Assert.Single(FaultsOf(("Database:Provider", provider), ("Database:ConnectionString", connectionString), ("Storage:Folder", _folder)));

        Assert.Contains("Database:ConnectionString", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scna")]
    [InlineData("--dmeo")]
    [InlineData("-x=1")]
    public async Task RunAsync_WhatIsNeitherCommandNorSetting_IsRefusedWith2(string argument) =>
        Assert.Equal(CommandLine.Unusable, await CommandLine.RunAsync([argument]));

    private static IReadOnlyList<string> FaultsOf(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddStorage(configuration);
        using var provider = services.BuildServiceProvider();
        return SettingsCheck.Faults(provider);
    }
}
