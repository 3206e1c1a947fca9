using TriageConsole.Data;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>What a check found of one subject: a message, or null where all is well, which resolves what was said before.</summary>
public sealed record CheckResult(string Kind, string Subject, string? Message);

/// <summary>When and by what measure a check is made.</summary>
public sealed record CheckRound(TriageContext Db, DateTime NowUtc, CheckOptions Options);

/// <summary>One thing that is looked at every hour. A new one is a class and a line in <see cref="ChecksSetup"/>.</summary>
public interface IOperationsCheck
{
    Task<IReadOnlyList<CheckResult>> RunAsync(CheckRound round, CancellationToken cancel);
}

/// <summary>Names in a message: some, and how many more.</summary>
internal static class CheckNames
{
    private const int Named = 8;
    private const int Longest = 60;

    public static string Of(IReadOnlyCollection<string> names)
    {
        var some = string.Join(", ", names.Take(Named).Select(name => name.Length > Longest ? $"{name[..Longest]}…" : name));
        return names.Count > Named ? FormattableString.Invariant($"{some} and {names.Count - Named:N0} more") : some;
    }
}
