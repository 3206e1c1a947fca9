using System.Globalization;

namespace TriageConsole.Web.Features.Escalation.Targets;

/// <summary>
/// What was filled in for one target, secrets in clear: made for one attempt or one check and dropped after it. A class
/// with no words of its own, so that no log and no message can spell the secrets out.
/// </summary>
public sealed class TargetSettings(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> secrets)
{
    /// <summary>A value that is no secret; empty where it was left out.</summary>
    public string this[string name] => values.GetValueOrDefault(name, string.Empty);

    /// <summary>The secrets, to be taken out of whatever is stored or shown.</summary>
    internal IEnumerable<string> AllSecrets => secrets.Values.Where(secret => secret.Length > 0);

    public string Secret(string name) => secrets.GetValueOrDefault(name, string.Empty);

    /// <summary>A number that was checked before.</summary>
    public int Number(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);
}
