using System.Security.Cryptography;
using System.Text;

namespace TriageConsole.Testing.Demo;

/// <summary>A program of the demo estate. Its hashes are invented from its path, so the same program has the same hash everywhere.</summary>
public sealed record DemoProgram(string Path, string Company, string Product, string Description, string OriginalName, string? Signer)
{
    private const string Windows = "Microsoft® Windows® Operating System";

    public string Version => Signer is null ? "-" : "10.0.22621.3672";

    public string Sha256 => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("demo/" + Path.ToLowerInvariant())));

    public string SysmonHashes => $"SHA256={Sha256},IMPHASH={Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("imp/" + OriginalName)))[..32]}";

    /// <summary>A part of Windows, in System32 unless a folder is named.</summary>
    public static DemoProgram OfWindows(string name, string description, string folder = @"C:\Windows\System32") =>
        new($@"{folder}\{name}", "Microsoft Corporation", Windows, description, name.ToUpperInvariant(), "Microsoft Windows");

    /// <summary>A signed program of a vendor.</summary>
    public static DemoProgram OfVendor(string path, string company, string product) =>
        new(path, company, product, product, System.IO.Path.GetFileName(path.Replace('\\', '/')), company);

    /// <summary>A program that nobody signed and that says nothing of itself.</summary>
    public static DemoProgram Unsigned(string path) => new(path, "-", "-", "-", "-", null);
}
