using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>What the hunt looks for: the state of the page, held in its address and nowhere else.</summary>
public sealed record HuntFilter
{
    /// <summary>Everything, latest first.</summary>
    public static HuntFilter Default { get; } = new();

    /// <summary>Words of the command line, as <see cref="Data.Search.SearchWords"/> reads them.</summary>
    public string? Words { get; init; }

    /// <summary>Host name, whole, case-blind.</summary>
    public string? Host { get; init; }

    /// <summary>Only processes on hosts of this host group.</summary>
    public string? Group { get; init; }

    /// <summary>File name of the image, whole, case-blind.</summary>
    public string? Image { get; init; }

    /// <summary>File name of the parent's image, whole, case-blind.</summary>
    public string? Parent { get; init; }

    /// <summary>User as recorded, whole, case-blind.</summary>
    public string? User { get; init; }

    /// <summary>SHA-256, SHA-1 or MD5 of the image, in hex.</summary>
    public string? Hash { get; init; }

    /// <summary>What is known of the signature; null for any.</summary>
    public SignatureStatus? Signature { get; init; }

    /// <summary>Only processes that started at this UTC moment or later.</summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>Only processes that started before this UTC moment.</summary>
    public DateTime? UntilUtc { get; init; }

    /// <summary>Whether anything narrows the hunt.</summary>
    public bool IsNarrowed => this != Default;

    /// <summary>Reads an address's query. Parts that make no sense are left out and named.</summary>
    public static (HuntFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query) => HuntFilterQuery.Parse(query);

    /// <summary>The query, with its question mark; empty for the default.</summary>
    public string ToQuery() => HuntFilterQuery.Write(this);
}
