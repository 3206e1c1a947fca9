using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Cases.List;

/// <summary>How the list is ordered.</summary>
public enum CaseSort
{
    /// <summary>Changed last first.</summary>
    Changed,

    /// <summary>Opened last first.</summary>
    Opened,

    /// <summary>By title.</summary>
    Title,

    /// <summary>By owner.</summary>
    Owner,

    /// <summary>Most alerts first.</summary>
    Alerts,
}

/// <summary>What the list of cases shows: the state of the page, held in its address and nowhere else.</summary>
public sealed record CaseFilter
{
    /// <summary>Every case but merged ones, changed last first.</summary>
    public static CaseFilter Default { get; } = new();

    /// <summary>Part of the title or of a note, case-blind; or a case's number.</summary>
    public string? Text { get; init; }

    /// <summary>Null for open and closed.</summary>
    public CaseStatus? Status { get; init; }

    /// <summary>User name; null for anybody.</summary>
    public string? Owner { get; init; }

    public CaseSort Sort { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => this with { Sort = Default.Sort } != Default;

    /// <summary>Reads an address's query. Parts that make no sense are left out and named.</summary>
    public static (CaseFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query) => CaseFilterQuery.Parse(query);

    /// <summary>The query, with its question mark; empty for the default.</summary>
    public string ToQuery() => CaseFilterQuery.Write(this);
}
