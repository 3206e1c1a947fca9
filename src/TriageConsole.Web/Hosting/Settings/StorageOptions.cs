using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Hosting.Settings;

/// <summary>Section <c>Storage</c>: the folder a running console writes to.</summary>
public sealed record StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Empty: <c>data</c> beside the program, or at the root of the checkout when run from one.</summary>
    public string Folder { get; set; } = string.Empty;
}

public sealed class StorageOptionsCheck : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var folder = StorageFolder.Of(options).Root;
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".write-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return ValidateOptionsResult.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ValidateOptionsResult.Fail($"Storage:Folder '{folder}' cannot be written to: {e.Message}");
        }
    }
}
