using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Assemblies;

internal sealed class MsbuildSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "msbuild-untrusted-project",
        SignalFamilies.ProxyHost,
        "MSBuild builds, and so runs, a project from an unusual place",
        "T1127.001",
        SignalSubject.Host,
        ["msbuild"],
        ["temp", "project", "file", "remote", "share", "assembly"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        foreach (var payload in context.Process.Payloads)
        {
            if (payload.Path is null || !LocationWords.IsUntrusted(payload.Location))
                continue;
            var what = $"MSBuild runs {payload.Path.FileName} from {LocationWords.Describe(payload.Location)}";
            var project = payload.Path.Extension is ".csproj" or ".vbproj" or ".fsproj" or ".vcxproj" or ".sln" or ".slnx" or ".slnf" or ".proj" or ".targets" or ".props" or ".sqlproj" or ".wixproj" or ".btproj" or ".rsp" or ".metaproj";
            var name = payload.Location switch
            {
                LocationClass.Url or LocationClass.WebDav => "remote",
                LocationClass.NetworkShare => "share",
                LocationClass.Temp or LocationClass.ArchiveTemp => "temp",
                _ when payload.Kind == PayloadKind.Assembly => "assembly",
                _ when project => "project",
                _ when LocationWords.IsRisky(payload.Location) => "file",
                _ => "project",
            };
            if (weights[name] > 0)
                return context.Find(this, weights[name], what, null, context.Words(payload, "the project"));
        }

        return null;
    }
}
