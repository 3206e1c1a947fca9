using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Alert;

/// <summary>Names of ATT&amp;CK techniques, from the reference data.</summary>
public sealed class TechniqueNames(DetectionRuntime runtime)
{
    /// <summary>Id and name; the id alone where the data does not know it.</summary>
    public string Of(string technique) =>
        runtime.Engine.Reference.Techniques.TryGetValue(technique, out var known) ? $"{known.Id} {known.Name}" : technique;
}
