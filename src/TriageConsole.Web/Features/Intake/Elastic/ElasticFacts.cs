namespace TriageConsole.Web.Features.Intake.Elastic;

/// <summary>
/// What clients ask before they send. Policies, templates, pipelines, data streams and aliases are said to be there already,
/// so that clients need not upload their own; what they upload all the same is acknowledged and not kept.
/// </summary>
internal static class ElasticFacts
{
    public const string Version = "8.17.0";

    private const string Cluster = "triage-console";
    private const string Uid = "triage-console-intake";

    /// <summary>What is said at the root. Beats turn away from a server older than they are, so they hear their own version where it is newer.</summary>
    public static object Root(string userAgent) => new
    {
        name = Cluster,
        cluster_name = Cluster,
        cluster_uuid = Uid,
        version = new
        {
            number = BeatVersion.Of(userAgent) is { } beat && beat > System.Version.Parse(Version) ? beat.ToString(3) : Version,
            build_flavor = "default",
            build_type = "tar",
            build_hash = "0",
            build_date = "2025-01-01T00:00:00.000Z",
            build_snapshot = false,
            lucene_version = "9.12.0",
            minimum_wire_compatibility_version = "7.17.0",
            minimum_index_compatibility_version = "7.0.0",
        },
        tagline = "You Know, for Search",
    };

    public static object License { get; } = new
    {
        license = new { status = "active", uid = Uid, type = "basic", issued_to = Cluster, issuer = Cluster, issue_date_in_millis = 0L, max_nodes = 1000, start_date_in_millis = -1L },
    };

    public static object XPack { get; } = new
    {
        build = new { hash = "0", date = "2025-01-01T00:00:00.000Z" },
        license = new { uid = Uid, type = "basic", mode = "basic", status = "active" },
        features = new { ilm = new { available = true, enabled = true }, security = new { available = true, enabled = true } },
        tagline = "You know, for X",
    };

    public static object Health { get; } = new
    {
        cluster_name = Cluster,
        status = "green",
        timed_out = false,
        number_of_nodes = 1,
        number_of_data_nodes = 1,
        active_primary_shards = 1,
        active_shards = 1,
        relocating_shards = 0,
        initializing_shards = 0,
        unassigned_shards = 0,
    };

    public static object Acknowledged { get; } = new { acknowledged = true };

    /// <summary>The answer to the making of an index.</summary>
    public static object IndexMade(string name) => new { acknowledged = true, shards_acknowledged = true, index = name };

    /// <summary>The answer to a question for all things of a kind: there is nothing to list.</summary>
    public static object None { get; } = new { };

    /// <summary>The answer to whether a thing of that kind exists.</summary>
    public static object Existing(string kind, string name) => kind switch
    {
        "_index_template" => new { index_templates = new[] { new { name, index_template = new { index_patterns = new[] { "*" }, composed_of = Array.Empty<string>() } } } },
        "_data_stream" => new { data_streams = new[] { new { name, status = "GREEN", generation = 1 } } },
        "_alias" => new Dictionary<string, object> { [name] = new { aliases = new Dictionary<string, object> { [name] = new { } } } },
        "_ilm/policy" => new Dictionary<string, object> { [name] = new { version = 1, policy = new { phases = new { } } } },
        _ => new Dictionary<string, object> { [name] = new { version = 1 } },
    };
}
