using System.CommandLine;
using System.Globalization;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Hosting;

namespace TriageConsole.Web.Features.Headless;

/// <summary><c>verify-pack FILE</c>: checks an evidence pack without a server and without unpacking it.</summary>
public static class VerifyPackCommand
{
    public const int Holds = 0;
    public const int DoesNotHold = 1;
    public const int Unreadable = 3;

    private const int LongestKeyFile = 64 * 1024;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The evidence pack, a ZIP." };
        var key = new Option<string?>("--key") { Description = "Fingerprint of the console's key (SHA-256, hex), or a PEM file with its public key. Without it only integrity is proved, not origin." };
        var command = new Command("verify-pack", "Check an evidence pack: signature, every hash, nothing missing, nothing added. Exit 0 when it holds, 1 when it does not, 2 on bad arguments, 3 when it cannot be read.") { file, key };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed.GetValue(file) ?? string.Empty, parsed.GetValue(key))));
        return command;
    }

    private static int Run(string path, string? key)
    {
        ExpectedKey? expected = null;
        if (key is not null && (expected = Expected(key)) is null)
            return HeadlessPaths.Refuse([$"--key '{key}' is neither a SHA-256 fingerprint (64 hex digits) nor a PEM file with a public key."]);
        if (!File.Exists(path))
            return HeadlessPaths.Refuse([$"There is no file '{path}'."]);
        PackVerdict verdict;
        try
        {
            using var archive = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            verdict = PackVerifier.Verify(archive, expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"'{path}' cannot be read: {e.Message}");
            return Unreadable;
        }

        foreach (var fault in verdict.Faults)
            Console.Error.WriteLine(fault);
        if (!verdict.IsReadable)
            return Unreadable;
        if (verdict is { Holds: true, Manifest: { } manifest })
            Console.WriteLine(Words(manifest, verdict.Fingerprint, expected is not null));
        else
            Console.WriteLine("NOT VERIFIED: this is not the evidence pack that was signed.");
        return verdict.Holds ? Holds : DoesNotHold;
    }

    private static ExpectedKey? Expected(string key)
    {
        if (PublicKey.Normalized(key) is { } fingerprint)
            return new(fingerprint);
        try
        {
            if (new FileInfo(key) is not { Exists: true, Length: < LongestKeyFile } || PublicKey.Read(File.ReadAllText(key)) is not { } read)
                return null;
            using (read)
                return new(PublicKey.Of(read).Fingerprint);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Words(PackManifest manifest, string fingerprint, bool isOriginKnown) => string.Create(CultureInfo.InvariantCulture, $"""
        {(isOriginKnown ? "VERIFIED: integrity and origin." : "VERIFIED: integrity only.")}
        period:      {manifest.Period.From:yyyy-MM-dd} to {manifest.Period.Until:yyyy-MM-dd}, {manifest.Period.Zone}
        made:        {manifest.MadeUtc:yyyy-MM-dd HH:mm:ss} UTC by {Components.Controls.HostileText.Visible(manifest.MadeBy)}
        program:     {manifest.Program}, detection {manifest.Detection}, settings {manifest.SettingsVersion}, ATT&CK {manifest.AttackVersion}
        files:       {manifest.Files.Count}, {manifest.Files.Sum(file => file.Bytes):N0} bytes
        signed with: {fingerprint}
        {(isOriginKnown
            ? "The key is the one that you gave."
            : "Nothing was changed since it was signed. WHO signed it is not proved: anybody can make a key. Give the console's fingerprint with --key, from its Reports page or from a record of your own.")}
        """);
}
