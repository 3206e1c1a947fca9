using Microsoft.Extensions.Options;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Files;

namespace TriageConsole.Web.Tests.Escalation.Benches;

/// <summary>A folder.</summary>
internal sealed class FileBench : TargetBench
{
    private readonly string _root = Directory.CreateTempSubdirectory("triage-outbox-").FullName;

    public FileBench(Mood mood)
    {
        Folder = Path.Combine(_root, "out");
        if (mood != Mood.IsDown)
            Directory.CreateDirectory(Folder);
        Target = new FileTarget(Options.Create(new EscalationOptions { Folder = mood == Mood.Refuses ? string.Empty : Folder }));
    }

    public string Folder { get; }

    public override IEscalationTarget Target { get; }

    public override TargetSettings Settings => Filled(Target, ("folder", "soc"));

    // A file has one name however often it is written: that is its key.
    public override Task<IReadOnlyList<string>> KeysAsync(int atLeast) => Task.FromResult<IReadOnlyList<string>>(
        [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path))]);

    public override async ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        await base.DisposeAsync();
    }
}
