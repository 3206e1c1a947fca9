using System.Net;
using TriageConsole.Web.Features.Intake;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

/// <summary>What was answered with success is not lost, however the process ends.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public async Task Post_KilledRightAfterTheAnswer_IsImportedAtTheNextStart()
    {
        await using var console = new ServedConsole();
        await console.PrepareAsync();
        // An hour: nothing but the next start can have queued the import.
        await console.StartAsync("--Intake:SealSeconds=3600");
        string[] commands = [SampleEvents.NewCommand(), SampleEvents.NewCommand(), SampleEvents.NewCommand()];
        await PostAsync(console, IntakeSetup.Events, SampleEvents.Json(commands[0]));
        await PostAsync(console, "/services/collector", SampleEvents.Envelope(SampleEvents.Xml(commands[1])));
        await PostAsync(console, "/_bulk", "{\"create\":{}}\n" + SampleEvents.Json(commands[2]) + "\n");

        await console.KillAsync();

        Assert.Equal(0, await console.ImportCountAsync());
        var files = Directory.GetFiles(console.SpoolFolder);
        Assert.Equal(2, files.Length);
        // As if the kill had come in the middle of one more append, which nobody was told had worked.
        await File.AppendAllTextAsync(files.Single(file => file.Contains(".json.", StringComparison.Ordinal)), SampleEvents.Json("half")[..80], TestContext.Current.CancellationToken);

        await console.StartAsync();
        foreach (var command in commands)
            Assert.True(await console.ImportsAsync(command), command);
        Assert.Equal(2, await console.ImportCountAsync());

        // And once more: what is imported already is no leftover.
        await console.KillAsync();
        await console.StartAsync();
        Assert.Equal(2, await console.ImportCountAsync());
    }

    private static async Task PostAsync(ServedConsole console, string address, string body)
    {
        using var content = new StringContent(body);
        Assert.Equal(HttpStatusCode.OK, (await console.Client.PostAsync(address, content, TestContext.Current.CancellationToken)).StatusCode);
    }
}
