using System.Text;
using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Escalation.Targets.Files;

/// <summary>
/// Writes the bundle into a folder that an operator set. Its name is made of ids only, so that no text from telemetry gets
/// into a path; a half-written file never has that name.
/// </summary>
public sealed class FileTarget(IOptions<EscalationOptions> options) : IEscalationTarget
{
    public const string Subfolder = "folder";

    private const int LongestName = 64;

    public string Kind => "file";

    public string Title => "File";

    public string Summary => "The bundle as a JSON file in Escalation:Folder.";

    public IReadOnlyList<TargetField> Fields { get; } =
    [
        new() { Name = Subfolder, Label = "Folder", IsRequired = false, IsDestination = true, Hint = "A folder in Escalation:Folder, made where it is missing; empty: that folder itself." },
    ];

    public IEnumerable<TargetFault> ValidateSettings(TargetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (options.Value.Folder.Length == 0)
            yield return new(string.Empty, "Escalation:Folder is not set: an operator must say where files may be written.");
        var name = settings[Subfolder];
        if (name.Length > LongestName || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return new(Subfolder, $"Folder: up to {LongestName} letters, digits, - and _.");
    }

    public string Describe(TargetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings[Subfolder].Length == 0 ? "Escalation:Folder" : $"Escalation:Folder, {settings[Subfolder]}";
    }

    public async Task<DeliveryOutcome> SendAsync(TargetSettings settings, Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(delivery);

        // Asked again: the operator's setting may have gone since the target was saved.
        if (ValidateSettings(settings).FirstOrDefault() is { } fault)
            return new DeliveryOutcome.Refused(fault.Says);
        var folder = Path.Combine(options.Value.Folder, settings[Subfolder]);
        var path = Path.Combine(folder, delivery.FileName);
        var half = $"{path}.{delivery.IdempotencyKey}.part";
        try
        {
            // The root itself is not made: a share that is away must not be mistaken for an empty folder.
            if (!Directory.Exists(options.Value.Folder))
                return new DeliveryOutcome.Again("Escalation:Folder is not there.");
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(half, Encoding.UTF8.GetBytes(delivery.BundleJson), cancel);
            File.Move(half, path, overwrite: true);
            return new DeliveryOutcome.Delivered($"Written as {delivery.FileName}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DeliveryOutcome.Again($"The file could not be written: {e.GetType().Name}.");
        }
        finally
        {
            TryDelete(half);
        }
    }

    private static void TryDelete(string half)
    {
        try
        {
            File.Delete(half);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What could not be written often cannot be deleted either; the next attempt writes over it.
        }
    }
}
