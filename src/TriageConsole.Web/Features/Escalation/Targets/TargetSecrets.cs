using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Escalation.Targets;

/// <summary>Secrets of targets on their way into the row and out of it: encrypted with the keys in the storage folder.</summary>
public sealed class TargetSecrets(IDataProtectionProvider protection)
{
    private const string Purpose = "TriageConsole.EscalationTargets.v1";

    private readonly IDataProtector _protector = protection.CreateProtector(Purpose);

    public string Protect(IReadOnlyDictionary<string, string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return secrets.Count == 0 ? string.Empty : _protector.Protect(JsonSerializer.Serialize(secrets));
    }

    /// <summary>The secrets; null where the keys that encrypted them are gone.</summary>
    public IReadOnlyDictionary<string, string>? Unprotect(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Length == 0)
            return new Dictionary<string, string>();
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(_protector.Unprotect(stored));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Everything that was filled in; null where the secrets cannot be read any more.</summary>
    public TargetSettings? Read(EscalationTargetRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Unprotect(row.ProtectedSecrets) is { } secrets ? new TargetSettings(ReadValues(row), secrets) : null;
    }

    /// <summary>What is no secret.</summary>
    public static Dictionary<string, string> ReadValues(EscalationTargetRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(row.SettingsJson) ?? [];
    }
}
