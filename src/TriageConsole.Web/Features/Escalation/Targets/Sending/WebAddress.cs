namespace TriageConsole.Web.Features.Escalation.Targets.Sending;

/// <summary>Addresses of targets that speak HTTP.</summary>
internal static class WebAddress
{
    public const string Field = "address";

    /// <summary>What is wrong with it; nothing where it is empty, which the field itself tells.</summary>
    public static IEnumerable<TargetFault> FaultsIn(TargetSettings settings)
    {
        var text = settings[Field];
        if (text.Length == 0)
            yield break;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            yield return new(Field, "Address: a web address such as https://soar.example/hook.");
        else if (address.UserInfo.Length > 0)
            yield return new(Field, "Address: no name or password in it; they would be stored and shown in clear.");
    }

    /// <summary>Scheme and host; some services keep a secret in the path.</summary>
    public static string Describe(TargetSettings settings) =>
        Uri.TryCreate(settings[Field], UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : string.Empty;

    /// <summary>A path below the address, which may have one of its own.</summary>
    public static Uri Below(TargetSettings settings, string path) => new($"{settings[Field].TrimEnd('/')}/{path}");
}
