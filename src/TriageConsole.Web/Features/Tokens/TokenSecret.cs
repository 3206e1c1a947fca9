using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TriageConsole.Web.Features.Tokens;

/// <summary>The secret of a token: 256 random bits behind a prefix by which secret scanners can know it.</summary>
public static class TokenSecret
{
    public const string Prefix = "tct_";

    /// <summary>Longer than any secret of ours; what is longer is not even hashed.</summary>
    public const int MaxLength = 128;

    private const int Bytes = 32;

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 as upper-case hex. The secret has all its bits from chance, so a slow hash would protect nothing more.</summary>
    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
