using System.Security.Cryptography;

namespace TriageConsole.Web.Hosting.FirstStart;

/// <summary>Random passwords that a person can read off a screen and type: no look-alikes.</summary>
public static class OneTimePassword
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Groups = 4;
    private const int GroupLength = 5;

    /// <summary>20 letters (about 116 bits) in four groups.</summary>
    public static string Create() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));
}
