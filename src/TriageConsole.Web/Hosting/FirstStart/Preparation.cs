using TriageConsole.Data;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Detecting.Settings;
using TriageConsole.Web.Features.Imports.Intake;

namespace TriageConsole.Web.Hosting.FirstStart;

/// <summary>What must be true before the first request: the database's shape, the roles, somebody who can sign in.</summary>
public static class Preparation
{
    public static async Task<IReadOnlyList<SignInNote>> RunAsync(IServiceProvider services, bool demo, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<TriageDatabase>().MigrateAsync(cancellationToken);

        // Faulty detection data must stop the start, not the first import.
        _ = services.GetRequiredService<DetectionRuntime>();
        await services.GetRequiredService<SettingsInForce>().LoadAsync(cancellationToken);
        await using var scope = services.CreateAsyncScope();
        List<SignInNote> notes = [];
        if (await scope.ServiceProvider.GetRequiredService<FirstAdmin>().EnsureAsync() is { } note)
            notes.Add(note);
        var people = scope.ServiceProvider.GetRequiredService<DemoPeople>();
        if (demo)
        {
            notes.AddRange(await people.OpenAsync());
            await services.GetRequiredService<DemoData>().EnsureAsync(cancellationToken);
        }
        else
            await people.CloseAsync();
        return notes;
    }
}
