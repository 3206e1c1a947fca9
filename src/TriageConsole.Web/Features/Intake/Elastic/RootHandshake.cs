namespace TriageConsole.Web.Features.Intake.Elastic;

/// <summary>
/// Elasticsearch introduces itself at <c>/</c>, which is the console's start page. A program is told from a person by what it
/// sends: an Authorization header, or a wish for JSON and not for HTML. Everyone else gets the page. Logstash's question for
/// an index of its own is told from one for a page by who asks.
/// </summary>
internal static class RootHandshake
{
    /// <summary>Stands before routing.</summary>
    public static void Use(IApplicationBuilder app, string prefix) => app.Use((context, next) =>
    {
        if (IsProgram(context.Request))
            context.Request.Path = prefix;
        else if (IsIndex(context.Request))
            context.Request.Path = prefix + context.Request.Path;

        // Logstash with a path option puts the path before an address that has it already.
        while (context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out var rest) && rest.StartsWithSegments(prefix, StringComparison.Ordinal))
            context.Request.Path = rest;
        return next(context);
    });

    private static bool IsIndex(HttpRequest request) =>
        (HttpMethods.IsHead(request.Method) || HttpMethods.IsPut(request.Method))
        && request.Headers.Authorization.Count > 0
        && request.Headers.UserAgent.ToString() is var agent && (agent.StartsWith("Logstash/", StringComparison.OrdinalIgnoreCase) || BeatVersion.Of(agent) is not null)
        && request.Path.Value is { Length: > 1 } path && path[1] != '_' && path.IndexOf('/', 1) < 0;

    private static bool IsProgram(HttpRequest request)
    {
        if (request.Path != "/" || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            return false;
        var accept = request.Headers.Accept.ToString();
        return !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && (request.Headers.Authorization.Count > 0 || accept.Contains("json", StringComparison.OrdinalIgnoreCase));
    }
}
